"""The agenda: days and weeks by place, where everything is moved by hand."""

"""The Qt style sheet of the window; ``$names`` are those of ``core.tokens``.

Where the focus makes a border thicker, the padding gives up as much on all four sides, below zero
if need be: nothing grows, and nothing beside it moves.

What is chosen among several is round at its ends; what is pressed to act has corners.
"""

SHEET = """
* { color: $ink; }
QMainWindow, QWidget#page, QStackedWidget { background: $ground; }
QToolTip { background: $ink; color: $paper; border: 0; padding: 4px 8px; }
QLabel[role="title"] { font-size: ${title}px; font-weight: bold; color: $accent_deep; }
QLabel[role="heading"] { font-size: ${large}px; font-weight: bold; color: $accent_deep; }
QLabel[role="caption"] { font-size: ${small}px; color: $ink_soft; }
QLabel[role="soft"] { color: $ink_soft; }
QLabel[role="strong"] { font-weight: bold; }
QLabel[role="oath"] { font-size: ${large}px; }
QLabel[role="question"] { font-size: ${figure}px; font-weight: bold; color: $accent_deep; }
QLabel[role="cover"] { font-size: ${cover}px; color: $ink_soft; }
QLabel[role="plain"] { font-size: ${title}px; }
QLabel[script="arabic"], QPushButton[script="arabic"] {
  font-family: "Noto Sans Arabic", "$family";
}
QLabel[role="said"] { font-size: ${brand}px; }
QLabel[role="signer"] { font-size: ${figure}px; font-weight: bold; color: $accent_deep; }
QLabel[role="padcode"] {
  font-family: "Ubuntu Mono", "Consolas", "DejaVu Sans Mono", monospace;
  font-size: ${padcode}px; font-weight: bold; color: $accent_deep;
}
QLabel[role="code"] { font-size: ${figure}px; font-weight: bold; color: $accent_deep; }
QLabel[role="key"] {
  font-family: "Ubuntu Mono", "Consolas", "DejaVu Sans Mono", monospace; font-size: ${large}px;
  background: $accent_soft; color: $accent_deep; padding: 12px; border-radius: ${radius}px;
}
QLabel[tone="done"] { background: $done_soft; color: $done; }
QLabel[tone="mend"] { background: $mend_soft; color: $mend; }
QLabel[tone="refused"] { background: $refused_soft; color: $refused; }
QLabel[tone="quiet"] { background: $accent_soft; color: $accent_deep; }
QLabel[role="chip"] { border-radius: 9px; padding: 2px 9px; font-size: ${small}px; }

QFrame#panel { background: $paper; border: 1px solid $line; border-radius: ${radius}px; }
QFrame#dropzone {
  background: $paper; border: 2px dashed $line_strong; border-radius: ${radius}px;
}
QFrame#dropzone[tone="over"] { border-color: $accent; background: $accent_soft; }
QFrame#keys { border: 2px solid transparent; border-radius: ${radius}px; }
QFrame#keys:focus { border-color: $focus; }
QFrame#rule { background: $line; border: 0; max-height: 1px; min-height: 1px; }

QPushButton {
  background: $paper; border: 1px solid $line_strong; border-radius: ${radius}px;
  padding: 0 14px; min-height: ${control}px; max-height: ${control}px; outline: 0;
}
QPushButton:hover { background: $accent_soft; border-color: $accent_line; }
QPushButton:pressed { background: $accent_line; }
QPushButton:focus { border: 2px solid $focus; padding: -1px 13px; }
QPushButton:disabled { color: $ink_faint; background: $ground; border-color: $line; }
QPushButton[choice="true"] { border-radius: ${round_end}px; }
QPushButton[kind="presence"], QPushButton[kind="answer"], QPushButton[kind="note"],
QPushButton[note="true"] { border-radius: ${radius}px; }
QPushButton[choice="true"]:checked {
  background: $accent_fill; color: $on_fill; border: 1px solid $accent_fill; font-weight: bold;
}
QPushButton[choice="true"]:checked:focus { border: 3px solid $fill_focus; padding: -2px 12px; }
QPushButton[steady="true"]:checked { font-weight: normal; }
QPushButton[kind="chip"] {
  border-radius: 16px; padding: 4px 13px; min-height: 1.6em; max-height: 6em;
}
QPushButton[kind="chip"]:focus { border: 2px solid $focus; padding: 3px 12px; }
QPushButton[kind="chip"]:checked { font-weight: normal; padding: 4px 13px; }
QPushButton[kind="chip"]:checked:focus { padding: 2px 11px; }
QPushButton[kind="chip"][tone="mend"] {
  background: $mend_soft; color: $mend; border-color: $mend_soft;
}
QPushButton[kind="note"] {
  font-size: ${large}px; padding: 0 6px; min-width: 2em; min-height: 2.1em; max-height: 2.1em;
}
QPushButton[kind="note"]:focus { padding: -1px 5px; }
QPushButton[kind="note"]:checked:focus { padding: -2px 4px; }
QPushButton[kind="mini"] {
  border-radius: ${radius}px; padding: 1px 10px; min-height: ${target_in_4}px; max-height: 6em;
  font-size: ${small}px; min-width: 2em;
}
QPushButton[kind="mini"][choice="true"] { border-radius: 16px; }
QPushButton[kind="mini"][tone="done"] { background: $done_soft; color: $done; }
QPushButton[kind="mini"][tone="mend"] { background: $mend_soft; color: $mend; }
QPushButton[kind="mini"][tone="quiet"] { background: $accent_soft; color: $accent_deep; }
QPushButton[kind="mini"]:focus { border: 2px solid $focus; padding: 0 9px; }
QPushButton[kind="mini"]:checked { font-weight: normal; padding: 1px 10px; }
QPushButton[kind="mini"]:checked:focus { padding: -1px 8px; }
QPushButton[kind="digit"] {
  font-size: ${figure}px; min-width: 2.2em; min-height: 1.8em; max-height: 6em; padding: 0;
}
QPushButton[kind="digit"]:focus { padding: -1px; }
QPushButton[kind="presence"] {
  padding: 7px 14px; min-height: 2em; max-height: 8em; font-weight: bold; color: $accent_deep;
}
QPushButton[kind="presence"]:focus { padding: 6px 13px; }
QPushButton[kind="presence"]:checked { color: $on_fill; }
QPushButton[kind="presence"]:checked:focus { padding: 5px 12px; }
QPushButton[kind="presence"]:disabled { color: $ink_faint; }
QPushButton[kind="presence"]:checked:disabled { background: $accent_fill; color: $on_fill; }
QPushButton[kind="answer"] { min-height: 1em; max-height: 60em; padding: 0; text-align: left; }
QPushButton[note="true"] { font-size: ${figure}px; font-weight: bold; text-align: center; }
QPushButton[kind="answer"]:focus { padding: -1px; }
QPushButton[kind="answer"]:checked:focus { border: 3px solid $fill_focus; padding: -2px; }
QPushButton[large="true"] {
  min-height: 2.6em; max-height: 2.6em; font-size: ${large}px; padding: 0 26px;
}
QPushButton[large="true"]:focus { padding: -1px 25px; }
QWidget#asking QLineEdit { font-size: ${brand}px; min-height: 2.4em; max-height: 2.4em; }
QWidget#asking QPlainTextEdit { font-size: ${brand}px; }
QPushButton[kind="primary"] {
  background: $accent_fill; color: $on_fill; border: 1px solid $accent_fill; font-weight: bold;
}
QPushButton[kind="primary"]:hover { background: $fill_hover; border-color: $fill_hover; }
QPushButton[kind="primary"]:focus {
  border: 3px solid $fill_focus; background: $fill_hover; padding: -2px 12px;
}
QPushButton[kind="primary"][large="true"]:focus { padding: -2px 24px; }
QPushButton[kind="primary"]:disabled { background: $track; color: $ink_soft; border-color: $line; }
QPushButton[kind="link"] {
  background: transparent; border: 1px solid transparent; color: $accent; padding: 0 8px;
}
QPushButton[role="line"] { text-align: left; }
QPushButton[role="section"] {
  text-align: left; background: transparent; border: 1px solid transparent; padding: 0 8px;
}
QPushButton[role="section"]:hover { background: $accent_soft; }
QPushButton[role="section"]:checked {
  background: $accent_soft; color: $accent_deep; font-weight: bold;
}
QPushButton[role="section"]:focus { border: 2px solid $focus; padding: -1px 7px; }
QPushButton[kind="line"] {
  background: transparent; border: 1px solid transparent; padding: 0; min-height: 1em;
  max-height: 60em;
}
QPushButton[kind="line"]:hover { background: $accent_soft; }
QPushButton[kind="line"]:focus { border: 2px solid $focus; padding: -1px; }
QPushButton[kind="link"]:hover { background: $accent_soft; }
QPushButton[kind="link"]:focus { border: 2px solid $focus; padding: -1px 7px; }
QPushButton[kind="link"]:disabled { color: $ink_faint; }
QPushButton::menu-indicator {
  image: url($chevron); width: ${arrow}px; height: ${arrow}px;
  subcontrol-origin: padding; subcontrol-position: right center; right: 8px;
}
QPushButton[kind="icon"] {
  background: transparent; border: 1px solid transparent; padding: 0;
  min-width: ${control}px; max-width: ${control}px;
}
QPushButton[kind="icon"]:hover { background: $accent_soft; }
QPushButton[kind="icon"]:focus { border: 2px solid $focus; padding: -1px; }

QLineEdit, QPlainTextEdit, QComboBox, QDateEdit, QTimeEdit, QSpinBox,
QDoubleSpinBox {
  background: $paper; border: 1px solid $edge; border-radius: ${radius}px;
  padding: 0 10px; selection-background-color: $accent_fill; selection-color: $on_fill;
}
QLineEdit, QComboBox, QDateEdit, QTimeEdit, QSpinBox,
QDoubleSpinBox {
  min-height: ${control}px; max-height: ${control}px;
}
QLineEdit, QPlainTextEdit { placeholder-text-color: $ink_faint; }
QPlainTextEdit { padding: 6px 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus, QTimeEdit:focus,
QSpinBox:focus, QDoubleSpinBox:focus {
  border: 2px solid $focus; padding: -1px 9px;
}
QPlainTextEdit:focus { padding: 5px 7px; }
QLineEdit:disabled, QComboBox:disabled, QDateEdit:disabled, QTimeEdit:disabled,
QSpinBox:disabled, QDoubleSpinBox:disabled {
  background: $ground; color: $ink_faint;
}
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: 26px; }
QComboBox::down-arrow, QDateEdit::down-arrow {
  image: url($chevron); width: ${arrow}px; height: ${arrow}px;
}
QTimeEdit::up-button, QTimeEdit::down-button, QSpinBox::up-button, QSpinBox::down-button,
QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
  width: 0; border: 0;
}
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView {
  background: $paper; border: 1px solid $line_strong; outline: 0; padding: 4px;
  selection-background-color: $accent_soft; selection-color: $accent_deep;
}
QRadioButton, QCheckBox {
  spacing: 8px; padding: 3px 4px; border: 1px solid transparent; min-height: ${target_in_8}px;
}
QRadioButton::indicator, QCheckBox::indicator, QListView#papers::indicator {
  width: ${arrow}px; height: ${arrow}px; background: $paper; border: 1px solid $ink_faint;
}
QRadioButton::indicator { border-radius: ${half}px; }
QCheckBox::indicator, QListView#papers::indicator { border-radius: 3px; }
QRadioButton::indicator:hover, QCheckBox::indicator:hover { border-color: $accent; }
QRadioButton::indicator:checked {
  border-color: $accent;
  background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
    stop: 0 $accent, stop: 0.5 $accent, stop: 0.6 $paper, stop: 1 $paper);
}
QCheckBox::indicator:checked, QListView#papers::indicator:checked {
  image: url($tick); background: $accent_fill; border-color: $accent_fill;
}
QCheckBox::indicator:indeterminate { background: $accent_line; border-color: $accent; }
QRadioButton::indicator:disabled, QCheckBox::indicator:disabled { border-color: $line_strong; }
QRadioButton[role="choice"] {
  background: $paper; border: 1px solid $line_strong; border-radius: ${round_end}px;
  padding: 7px 14px; spacing: 0;
}
QRadioButton[role="choice"]::indicator { width: 0; height: 0; border: 0; }
QRadioButton[role="choice"]:checked {
  background: $accent_fill; border-color: $accent_fill; color: $on_fill;
}
QRadioButton[role="choice"][tone="refused"] { border-color: $refused; background: $refused_soft; }
QRadioButton:focus, QCheckBox:focus { border: 1px solid $focus; border-radius: 4px; }
QRadioButton[role="choice"]:focus { border: 2px solid $focus; padding: 6px 13px; }
QRadioButton[role="choice"]:checked:focus { border: 3px solid $fill_focus; padding: 5px 12px; }

QListView {
  background: $paper; border: 1px solid $line; border-radius: ${radius}px; outline: 0;
}
QListView:focus { border: 1px solid $focus; }
QListView#papers::item { padding: 8px 8px; border: 0; border-bottom: 1px solid $line; }
QListView#papers::item:selected { background: $accent_soft; color: $accent_deep; }

QTableView {
  background: $paper; border: 1px solid $line; border-radius: ${radius}px; gridline-color: $line;
  alternate-background-color: $ground; outline: 0;
  selection-background-color: $accent_soft; selection-color: $ink;
}
QTableView:focus { border: 1px solid $focus; }
QTableView::item { padding: 0 6px; border: 0; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $accent_soft; color: $accent_deep; }
QHeaderView { background: $paper; border: 0; }
QHeaderView::section {
  background: $paper; color: $ink_soft; border: 0; border-bottom: 1px solid $line_strong;
  padding: 8px 9px; font-size: ${small}px; font-weight: bold;
}
QHeaderView::section:hover { color: $accent; }
QHeaderView::up-arrow { image: url($up); width: ${arrow}px; height: ${arrow}px; }
QHeaderView::down-arrow { image: url($chevron); width: ${arrow}px; height: ${arrow}px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $paper; }
QCalendarWidget QToolButton {
  background: transparent; color: $ink; border: 0; border-radius: ${radius}px; padding: 4px 8px;
  font-weight: bold;
}
QCalendarWidget QToolButton:hover, QCalendarWidget QToolButton:focus { background: $accent_soft; }
QCalendarWidget QToolButton::menu-indicator { image: none; width: 0; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url($left); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url($right); }
QCalendarWidget QTableView, QCalendarWidget QTableView:focus { border: 0; border-radius: 0; }
QTableCornerButton::section { background: $paper; border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }

QListView#ticks, QListView#found {
  background: $paper; border: 0; outline: 0;
}
QListView#proposals { border: 1px solid $line_strong; }
QListView#proposals::item { padding: 8px 8px; }
QListView#proposals::item:selected { background: $accent_soft; color: $accent_deep; }
QMenu {
  background: $paper; color: $ink; border: 1px solid $line_strong; padding: 4px 0;
}
QMenu::item { padding: 8px ${control}px 7px 14px; }
QMenu::item:selected { background: $accent_soft; color: $accent_deep; }
QCalendarWidget { min-height: 16em; min-width: 22em; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $paper; }
QCalendarWidget QToolButton {
  background: transparent; color: $ink; border: 1px solid transparent; font-weight: bold;
  padding: 2px 8px; min-height: 1.6em;
}
QCalendarWidget QToolButton:hover { background: $accent_soft; }
QCalendarWidget QToolButton:focus { border: 1px solid $focus; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: none; qproperty-text: "‹"; }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: none; qproperty-text: "›"; }
QMenu::item:disabled { color: $ink_soft; background: transparent; }
QMenu::right-arrow { image: url($right); width: ${arrow}px; height: ${arrow}px; right: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 0; }
QFrame#palette {
  background: $paper; border: 1px solid $line_strong; border-radius: ${radius}px;
}
QFrame#palette QLineEdit { border: 0; font-size: ${large}px; background: transparent; }
QFrame#palette QLineEdit:focus { border: 0; padding: 0 10px; }

QScrollArea { border: 0; background: transparent; }
QScrollArea > QWidget > QWidget#page { background: $ground; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle {
  background: $line_strong; border-radius: 4px; min-height: 28px; min-width: 28px;
}
QScrollBar::handle:hover { background: $ink_faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTextBrowser#guide { background: $paper; border: 0; }
QProgressBar { background: $line; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QWidget#nav { background: $menu; }
QWidget#nav QScrollArea, QWidget#nav QScrollArea > QWidget > QWidget { background: transparent; }
QWidget#nav QScrollBar:vertical { width: 7px; margin: 0; }
QWidget#nav QScrollBar::handle { background: $menu_soft; border-radius: 3px; }
QWidget#nav QLabel { color: $menu_ink; }
QWidget#nav QLabel[role="caption"] { color: $menu_soft; }
QWidget#nav QLabel[role="brand"] { font-size: ${brand}px; font-weight: bold; }
QWidget#nav QPushButton {
  background: transparent; color: $menu_ink; border: 2px solid transparent; text-align: left;
  padding: 0 12px; min-height: ${menu_row}px; max-height: ${menu_row}px;
}
QWidget#nav QScrollArea[tight="true"] QPushButton {
  min-height: ${menu_tight}px; max-height: ${menu_tight}px;
}
QWidget#nav QPushButton::menu-indicator {
  image: url($menu_chevron); width: ${arrow}px; height: ${arrow}px;
  subcontrol-origin: padding; subcontrol-position: right center; right: 8px;
}
QWidget#nav[narrow="true"] QPushButton::menu-indicator { right: 2px; width: ${half}px; }
QWidget#nav[narrow="true"] QPushButton { text-align: center; padding: 0; }
QWidget#nav QPushButton:hover { background: $menu_chosen; }
QWidget#nav QPushButton:checked { background: $menu_chosen; font-weight: bold; }
QWidget#nav QPushButton:focus { border-color: $menu_soft; }
QWidget#bar { background: $paper; border-bottom: 1px solid $line; }
QWidget#bar[tone="invented"] { background: $mend_soft; border-bottom: 2px solid $mend; }
QWidget#status { background: $paper; border-top: 1px solid $line; }
QWidget#status QPushButton {
  background: transparent; border: 1px solid transparent; color: $ink_soft; padding: 0 6px;
  font-size: ${small}px; min-height: ${target_in_2}px; max-height: 6em;
}
QWidget#status QPushButton:hover { background: $accent_soft; }
QWidget#status QPushButton:focus { border: 2px solid $focus; padding: -1px 5px; }
QWidget#status QPushButton[tone="mend"] { color: $mend; font-weight: bold; }

QFrame#banner[tone="done"] { background: $done_soft; border-bottom: 1px solid $done; }
QFrame#banner[tone="refused"] { background: $refused_soft; border-bottom: 1px solid $refused; }

QPushButton#tile {
  background: $paper; border: 1px solid $line; border-radius: ${radius}px; padding: 0;
  min-height: ${tile}px; max-height: 9999px; text-align: left;
}
QPushButton#tile[part="true"] { background: $ground; }
QPushButton#tile:hover, QPushButton#tile[part="true"]:hover {
  border-color: $accent_line; background: $accent_soft;
}
QPushButton#tile:focus { border: 2px solid $focus; padding: -1px; }
QPushButton#tile QLabel { background: transparent; }
QPushButton#tile QLabel:disabled, QPushButton#tile QLabel[role="figure"]:disabled {
  color: $ink_faint;
}
QPushButton#tile QLabel[role="figure"] {
  font-size: ${tile_figure}px; font-weight: bold; color: $accent_deep;
}
QDialog { background: $paper; border: 1px solid $line_strong; }

QWidget[handed="true"] QPushButton, QWidget[handed="true"] QRadioButton,
QWidget[handed="true"] QCheckBox {
  min-height: ${hand_in_2}px; max-height: 60em;
}
QWidget[handed="true"] QPushButton[kind="chip"] { border-radius: ${hand_end}px; }
QWidget[handed="true"] QPushButton[kind="icon"] {
  min-width: ${hand_in_2}px; max-width: ${hand_in_2}px;
}
QWidget[handed="true"] QLineEdit { min-height: ${hand_in_2}px; max-height: ${hand_in_2}px; }
"""

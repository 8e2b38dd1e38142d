"""Any paper drawn from its template: prose, facts, tables, questions, frames to sign."""

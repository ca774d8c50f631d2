//! What a definition says about records that are due.

use super::ReadError;
use super::checked::Reader;
use super::raw::RawReminder;
use crate::definition::{Field, FieldType, Reminder};

impl Reader<'_> {
    /// Checks that the field holds a time by which records are found, and that somebody can be
    /// told.
    pub(super) fn reminder(
        &self,
        fields: &[Field],
        raw: &RawReminder,
    ) -> Result<Reminder, ReadError> {
        let name = raw.field.get_ref();
        let field = fields.iter().find(|field| field.name == *name);
        let is_time = |f: &Field| matches!(f.kind, FieldType::Date | FieldType::DateTime) && f.sort;
        let has_owner = fields.iter().any(|f| f.name == "owner" && f.kind == FieldType::User);
        if field.is_some_and(is_time) && has_owner {
            return Ok(Reminder { field: name.clone(), only_if: raw.only_if.clone() });
        }
        let message = "a reminder needs a date or datetime with sort = true, and a field `owner`";
        Err(self.at(&raw.field, message))
    }
}

#[cfg(test)]
mod tests {
    use crate::read::read_module;

    const TASK: &str = r#"module = "task"
plural = "tasks"
title = "{name}"
area = "tools"
icon = "book"

[fields]
name = { type = "text" }
due_on = { type = "date", sort = true }
owner = { type = "user" }

[reminder]
field = "due_on"
only_if = "name is not empty"

[list]
columns = ["name"]
sort = "title"
"#;

    #[test]
    fn a_reminder_names_a_time_that_is_found() {
        let module = read_module(TASK).unwrap_or_else(|e| panic!("{e}")).module;
        assert_eq!(module.reminder.map(|reminder| reminder.field).as_deref(), Some("due_on"));
        for (from, to) in [(", sort = true", ""), ("\"date\"", "\"text\""), ("owner = ", "who = ")]
        {
            let Err(error) = read_module(&TASK.replace(from, to)) else { panic!("{from}") };
            assert!(error.to_string().contains("a reminder needs"), "{error}");
        }
    }
}

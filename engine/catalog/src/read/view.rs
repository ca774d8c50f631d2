//! What a definition says about views that come along with a module.

use super::checked::{Reader, is_name};
use super::raw::{RawForm, RawView};
use super::{ReadError, line_of};
use crate::definition::{Field, Kanban, View};

impl Reader<'_> {
    /// Reads the views; their conditions are checked once all modules are there.
    pub(super) fn views(
        &self,
        fields: &[Field],
        raw: &[RawView],
        kanban: Option<&Kanban>,
    ) -> Result<Vec<View>, ReadError> {
        let mut views: Vec<View> = Vec::new();
        for one in raw {
            let name = one.name.get_ref();
            if !is_name(name) {
                return Err(self.at(&one.name, "a name is lower-case letters, digits and _"));
            }
            if views.iter().any(|known| known.name == *name) {
                return Err(self.at(&one.name, &format!("there is a view `{name}` already")));
            }
            views.push(self.view(fields, one, kanban)?);
        }
        Ok(views)
    }

    fn view(
        &self,
        fields: &[Field],
        raw: &RawView,
        kanban: Option<&Kanban>,
    ) -> Result<View, ReadError> {
        let columns = raw.columns.iter().map(|name| self.known(fields, name));
        let sort = raw.sort.as_ref().map(|sort| self.sort(fields, sort)).transpose()?;
        Ok(View {
            name: raw.name.get_ref().clone(),
            filter: raw.filter.get_ref().clone(),
            sort: sort.unwrap_or_default(),
            columns: columns.collect::<Result<_, _>>()?,
            lanes: self.lanes(fields, raw, kanban)?,
            line: self.first_line(raw),
        })
    }

    /// A text of several lines begins in the line after its marks.
    fn first_line(&self, raw: &RawView) -> usize {
        let start = raw.filter.span().start;
        let is_below = ["'''\n", "\"\"\"\n"].iter().any(|q| self.text[start..].starts_with(q));
        line_of(self.text, start) + usize::from(is_below)
    }

    fn lanes(
        &self,
        fields: &[Field],
        raw: &RawView,
        kanban: Option<&Kanban>,
    ) -> Result<Option<String>, ReadError> {
        let Some(by) = &raw.by else {
            return match (raw.form, kanban) {
                (RawForm::List, _) => Ok(None),
                (RawForm::Kanban, Some(kanban)) => Ok(Some(kanban.by.clone())),
                (RawForm::Kanban, None) => Err(self.at(&raw.name, "a board needs `by`")),
            };
        };
        let name = self.known(fields, by)?;
        match fields.iter().any(|field| field.name == name && field.kind.has_lanes()) {
            _ if matches!(raw.form, RawForm::List) => Err(self.at(by, "a list has no lanes")),
            true => Ok(Some(name)),
            false => Err(self.at(by, "lanes are the values of a stage or a pick list")),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Catalog;
    use crate::read::read_module;

    const TASK: &str = r#"module = "task"
plural = "tasks"
title = "{name}"
area = "tools"
icon = "book"

[fields]
name = { type = "text", sort = true }
due_on = { type = "date", sort = true }
urgency = { type = "picklist", list = "urgency" }

[list]
columns = ["name"]
sort = "title"

[[view]]
name = "due_today"
filter = "due_on = today"
sort = "-due_on"
columns = ["due_on"]

[[view]]
name = "board"
filter = '''
due_on is not empty
and name is not empty'''
form = "kanban"
by = "urgency"

[picklist]
urgency = ["high", "low"]
"#;

    fn mistake(from: &str, to: &str) -> String {
        let text = TASK.replace(from, to);
        assert_ne!(text, TASK, "{from}");
        Catalog::read(&[&text]).map_or_else(|error| error, |_| "nothing".into())
    }

    #[test]
    fn views_are_read() {
        let views = read_module(TASK).unwrap_or_else(|e| panic!("{e}")).module.views;
        assert_eq!((views[0].sort.as_str(), views[0].columns[0].as_str()), ("-due_on", "due_on"));
        assert_eq!((views[0].lanes.as_deref(), views[0].line), (None, 18));
        assert_eq!((views[1].lanes.as_deref(), views[1].line), (Some("urgency"), 25));
        assert!(Catalog::read(&[TASK]).is_ok());
    }

    #[test]
    fn mistakes_in_views_carry_their_line() {
        for (from, to, said) in [
            ("\"due_today\"", "\"Due\"", "line 17: a name is lower-case letters"),
            ("\"board\"", "\"due_today\"", "line 23: there is a view `due_today` already"),
            ("[\"due_on\"]", "[\"due\"]", "line 20: there is no field `due`"),
            ("\"-due_on\"", "\"urgency\"", "line 19: `urgency` is not a field with sort = true"),
            ("\"urgency\"\n\n", "\"name\"\n\n", "line 28: lanes are the values of a stage"),
            ("form = \"kanban\"\n", "", "line 27: a list has no lanes"),
            ("by = \"urgency\"\n", "", "line 23: a board needs `by`"),
            ("\"kanban\"", "\"tiles\"", "line 27: unknown variant `tiles`"),
            ("= today", "= todai", "line 18: view `due_today`: 10: filter_unexpected"),
            ("\nand name is", "\nand nam is", "line 26: view `board`: 25: filter_unknown_field"),
        ] {
            let error = mistake(from, to);
            assert!(error.contains(said), "{error} instead of {said}");
        }
    }
}

//! What a definition says about records that hang on others: their place in timelines, and numbers.

use super::ReadError;
use super::checked::Reader;
use super::kind::default_value;
use super::raw::{RawEntry, RawFigure, RawStory};
use crate::definition::{Field, FieldType, Figure, Story, StoryEntry};

impl Reader<'_> {
    /// Reads how records of a module stand in the timeline of others.
    pub(super) fn story(&self, fields: &[Field], raw: &RawStory) -> Result<Story, ReadError> {
        let at = self.known(fields, &raw.at)?;
        let field = fields.iter().find(|field| field.name == at);
        let fits = |kind: &FieldType| matches!(kind, FieldType::Date | FieldType::DateTime);
        if !field.is_some_and(|field| fits(&field.kind) && field.sort) {
            return Err(self.at(&raw.at, "a story happens at a day or moment with sort = true"));
        }
        let texts = raw.text.iter().map(|name| self.known(fields, name));
        let entries = raw.entry.iter().map(|entry| self.entry(fields, entry));
        Ok(Story {
            at,
            until: raw.until.as_ref().map(|name| self.known(fields, name)).transpose()?,
            texts: texts.collect::<Result<_, _>>()?,
            entries: entries.collect::<Result<_, _>>()?,
        })
    }

    fn entry(&self, fields: &[Field], raw: &RawEntry) -> Result<StoryEntry, ReadError> {
        let names = raw.fields.iter().map(|name| self.known(fields, name));
        let presets = raw.set.iter().map(|(name, value)| {
            let name = self.known(fields, name)?;
            Ok((name, default_value(value.clone())))
        });
        Ok(StoryEntry {
            name: raw.name.clone(),
            icon: raw.icon.clone(),
            fields: names.collect::<Result<_, _>>()?,
            presets: presets.collect::<Result<_, _>>()?,
        })
    }

    /// Reads a number in the head of records that this module links to.
    pub(super) fn figure(&self, fields: &[Field], raw: &RawFigure) -> Result<Figure, ReadError> {
        let field = |name: &str| fields.iter().find(|field| field.name == name);
        let mut on = Vec::new();
        for name in &raw.on {
            let link = self.known(fields, name)?;
            if !field(&link).is_some_and(|field| matches!(field.kind, FieldType::Link { .. })) {
                return Err(self.at(name, "a figure stands at what a link leads to"));
            }
            on.push(link);
        }
        let summed = |name: &Option<_>| -> Result<Option<String>, ReadError> {
            let Some(name) = name else { return Ok(None) };
            let known = self.known(fields, name)?;
            match field(&known).is_some_and(|field| field.kind.is_amount()) {
                true => Ok(Some(known)),
                false => Err(self.at(name, "only amounts and numbers have a sum")),
            }
        };
        let has_stages = fields.iter().any(|field| matches!(field.kind, FieldType::Stage { .. }));
        if let (true, false, Some(on)) = (raw.open, has_stages, raw.on.first()) {
            return Err(self.at(on, "only a module with stages has open records"));
        }
        Ok(Figure {
            name: raw.name.clone(),
            sum: summed(&raw.sum)?,
            beside: summed(&raw.beside)?,
            is_open: raw.open,
            only_if: raw.only_if.clone(),
            on,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::read::read_module;

    const LOAN: &str = r#"module = "loan"
plural = "loans"
title = "{name}"
area = "tools"
icon = "book"

[fields]
name = { type = "text" }
book = { type = "link", to = "book" }
fee = { type = "money" }
due_on = { type = "date", sort = true }

[story]
at = "due_on"
text = ["name"]

[[story.entry]]
name = "lend"
fields = ["name"]
set = { due_on = "today" }

[[figure]]
name = "open"
on = ["book"]
sum = "fee"

[list]
columns = ["name"]
sort = "title"
"#;

    #[test]
    fn entries_and_figures_name_what_is_there() {
        let module = read_module(LOAN).unwrap_or_else(|e| panic!("{e}")).module;
        let story = module.story.unwrap_or_default();
        assert_eq!(story.entry("lend").map(|entry| entry.presets.len()), Some(1));
        assert_eq!(module.figures[0].sum.as_deref(), Some("fee"));
        let mistakes = [
            (
                "on = [\"book\"]",
                "on = [\"fee\"]",
                "line 24: a figure stands at what a link leads to",
            ),
            ("sum = \"fee\"", "sum = \"name\"", "line 25: only amounts and numbers have a sum"),
            ("sum = \"fee\"", "open = true", "line 24: only a module with stages has open records"),
            ("text = [\"name\"]", "text = [\"nam\"]", "line 15: there is no field `nam`"),
            ("set = { due_on", "set = { due", "line 20: there is no field `due`"),
        ];
        for (from, to, wanted) in mistakes {
            let Err(error) = read_module(&LOAN.replace(from, to)) else { panic!("{from}") };
            assert_eq!(error.to_string(), wanted);
        }
    }
}

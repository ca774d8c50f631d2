//! How the title of a record is made of its fields.

/// A piece of a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TitlePart {
    /// Fixed text.
    Text(String),
    /// The value of a field.
    Field(String),
}

/// A title template such as `{first_name} {last_name}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// Its pieces in order.
    pub parts: Vec<TitlePart>,
}

impl Title {
    /// Reads a template.
    #[must_use]
    pub fn parse(template: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            if !before.is_empty() {
                parts.push(TitlePart::Text(before.into()));
            }
            let (name, tail) = after.split_once('}').unwrap_or((after, ""));
            parts.push(TitlePart::Field(name.into()));
            rest = tail;
        }
        if !rest.is_empty() {
            parts.push(TitlePart::Text(rest.into()));
        }
        Title { parts }
    }

    /// Names of the fields it is made of.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            TitlePart::Field(name) => Some(name.as_str()),
            TitlePart::Text(_) => None,
        })
    }

    /// Makes the title; runs of spaces left by empty fields shrink to one.
    pub fn render(&self, mut value: impl FnMut(&str) -> String) -> String {
        let raw: String = self
            .parts
            .iter()
            .map(|part| match part {
                TitlePart::Text(text) => text.clone(),
                TitlePart::Field(name) => value(name),
            })
            .collect();
        raw.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

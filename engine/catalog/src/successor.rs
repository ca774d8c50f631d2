//! Fields that took the place of others: texts and lists that name the one before mean the one
//! that stands there today.

use std::iter::successors;

use crate::definition::{FieldType, Module};
use crate::{Catalog, filter};

impl Module {
    /// Name of the field that stands today where the one of this name stood.
    #[must_use]
    pub fn of_today<'a>(&'a self, name: &'a str) -> &'a str {
        // A field takes the place of one that was there before, so that no chain is a ring.
        let next = |name: &&str| {
            let next = self.fields.iter().find(|field| field.instead_of.as_deref() == Some(*name));
            next.map(|field| field.name.as_str())
        };
        successors(Some(name), next).last().unwrap_or(name)
    }
}

impl Catalog {
    /// A field, a part of one or a field of a linked record, called as it is today.
    #[must_use]
    pub fn path_of_today(&self, module: &Module, path: &str) -> String {
        let Some((first, rest)) = path.split_once('.') else {
            return module.of_today(path).to_owned();
        };
        let first = module.of_today(first);
        let target = module.field(first).and_then(|field| match &field.kind {
            FieldType::Link { to, .. } => to.first().filter(|_| to.len() == 1),
            _ => None,
        });
        let rest = match target.and_then(|code| self.module(code)) {
            Some(target) => self.path_of_today(target, rest),
            None => rest.to_owned(),
        };
        format!("{first}.{rest}")
    }

    /// A filter in which fields are called as they are today, or as it was written when the fields
    /// of today do not allow what it asks.
    #[must_use]
    pub fn filter_of_today(&self, module: &Module, text: &str) -> String {
        let today = self.text_of_today(module, text);
        let holds = today != text && filter::parse(self, module, &today).is_ok();
        if holds { today } else { text.to_owned() }
    }

    /// A formula or a filter in which all fields are called as they are today. It need not hold:
    /// the field of today is of another type.
    #[must_use]
    pub fn text_of_today(&self, module: &Module, text: &str) -> String {
        let mut written = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let length = match c {
                '"' => quoted(rest),
                c if is_of_name(c) => rest.find(|c| !is_of_path(c)).unwrap_or(rest.len()),
                c => c.len_utf8(),
            };
            let (part, after) = rest.split_at(length);
            match is_of_name(c) {
                true => written.push_str(&self.path_of_today(module, part)),
                false => written.push_str(part),
            }
            rest = after;
        }
        written
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_of_path(c: char) -> bool {
    is_of_name(c) || c == '.'
}

/// Bytes of the text in double quotes that begins here; all of them when it has no end.
fn quoted(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !is_escaped => return at + 1,
            c => is_escaped = c == '\\' && !is_escaped,
        }
    }
    text.len()
}

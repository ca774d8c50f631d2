//! Values as cells, in the reader's words and in a form that an import reads.

use std::collections::BTreeMap;

use catalog::FieldType;
use kernel::{Decimal, Entry, Language, PrincipalId, RecordId, Value};
use records::Cx;

use super::columns::ExportColumn;

/// What is needed to put values into words.
pub struct Words<'a> {
    /// Whose words.
    pub cx: &'a Cx,
    /// Titles of linked records.
    pub titles: &'a BTreeMap<RecordId, String>,
    /// Names of people.
    pub names: &'a BTreeMap<PrincipalId, String>,
}

impl Words<'_> {
    /// The cell of a column.
    pub fn cell(&self, kind: &FieldType, column: &ExportColumn, value: &Value) -> String {
        match value {
            Value::Several(entries) => {
                let fits = |entry: &&Entry| column.label.as_ref().is_none_or(|l| *l == entry.label);
                let all = entries.iter().filter(fits).map(|e| self.one(kind, column, &e.value));
                // Of several addresses under one label a row has room for the first.
                let room = if column.part.is_some() { 1 } else { usize::MAX };
                all.take(room).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
            }
            one => self.one(kind, column, one),
        }
    }

    fn one(&self, kind: &FieldType, column: &ExportColumn, value: &Value) -> String {
        match value {
            Value::Empty | Value::Several(_) | Value::Lines(_) => String::new(),
            Value::Text(text) => match kind.list() {
                Some(list) => self.choice(list, text),
                None => text.clone(),
            },
            Value::Rich(text) => text.plain(),
            Value::Decimal(number) => self.number(*number),
            Value::Money(money) => format!("{} {}", self.number(money.amount), money.currency),
            Value::Date(day) => day.to_string(),
            Value::Instant(at) => {
                let (day, time) = at.in_zone(&self.cx.locale.zone);
                format!("{day} {time}")
            }
            Value::Time(time) => time.to_string(),
            Value::Duration(seconds) => duration(*seconds),
            Value::Bool(flag) => self.cx.text(if *flag { "value.yes" } else { "value.no" }).into(),
            Value::Codes(codes) => {
                let list = kind.list().unwrap_or_default();
                codes.iter().map(|code| self.choice(list, code)).collect::<Vec<_>>().join("; ")
            }
            Value::Link(link) => self.titles.get(&link.id).cloned().unwrap_or_default(),
            Value::Principal(id) => self.names.get(id).cloned().unwrap_or_default(),
            Value::Address(address) => match column.part {
                Some(part) => address.part(part).unwrap_or_default().to_owned(),
                None => address.one_line(),
            },
            Value::Point(point) => point.to_string(),
            Value::File(file) => file.name.clone(),
        }
    }

    fn choice(&self, list: &str, code: &str) -> String {
        let key = format!("picklist.{list}.{code}");
        let label = self.cx.catalog.texts().find(self.cx.locale.language, &key);
        label.unwrap_or(code).to_owned()
    }

    /// Without signs between groups, so that no reader takes one for the other.
    fn number(&self, number: Decimal) -> String {
        let text = number.to_string();
        match self.cx.locale.language {
            Language::De => text.replace('.', ","),
            Language::En => text,
        }
    }
}

fn duration(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let n = seconds.unsigned_abs();
    format!("{sign}{}:{:02}:{:02}", n / 3600, n / 60 % 60, n % 60)
}

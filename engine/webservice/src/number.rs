//! Ids as the family writes them: the number of the kind, an `x`, the number of the record.

use std::collections::BTreeMap;

use catalog::Module;
use kernel::{Currency, PrincipalId, RecordId, Value};
use records::{Cx, Record};
use uuid::Uuid;

use crate::answer::{Fault, Outcome};
use crate::kind::{CURRENCIES, FILES, Kind, LINES, Wire};

/// Numbers of what some records are and name.
#[derive(Default)]
pub struct Numbers(BTreeMap<Uuid, i64>);

impl Numbers {
    /// Numbers of records and of everything they name.
    pub async fn of(wire: &Wire, records: &[Record]) -> Outcome<Self> {
        let mut ids: Vec<Uuid> = records.iter().map(|record| record.id.0).collect();
        for value in records.iter().flat_map(|record| &record.values) {
            match value {
                Value::Link(link) => ids.push(link.id.0),
                Value::Principal(id) => ids.push(id.0),
                Value::File(file) => ids.push(file.id.0),
                _ => {}
            }
        }
        Numbers::of_ids(wire, ids).await
    }

    /// Numbers of some ids.
    pub async fn of_ids(wire: &Wire, ids: Vec<Uuid>) -> Outcome<Self> {
        Ok(Numbers(records::small::numbers(&wire.cx, ids).await?))
    }

    /// The id of a record.
    pub fn record(&self, wire: &Wire, module: &str, id: RecordId) -> String {
        self.written(wire.number_of(module), id.0)
    }

    /// The id of somebody who can own records.
    pub fn principal(&self, wire: &Wire, id: PrincipalId) -> String {
        self.written(Some(wire.principal_kind(id)), id.0)
    }

    /// The id of a file.
    pub fn file(&self, id: Uuid) -> String {
        self.written(Some(FILES), id)
    }

    /// The id of a line.
    pub fn line(&self, id: RecordId) -> String {
        self.written(Some(LINES), id.0)
    }

    fn written(&self, kind: Option<i64>, id: Uuid) -> String {
        let pair = kind.zip(self.0.get(&id));
        pair.map_or_else(String::new, |(kind, number)| format!("{kind}x{number}"))
    }
}

/// The id of somebody, alone.
pub async fn principal(cx: &Cx, kind: i64, id: PrincipalId) -> Outcome<String> {
    let numbers = records::small::numbers(cx, vec![id.0]).await?;
    Ok(numbers.get(&id.0).map_or_else(String::new, |number| format!("{kind}x{number}")))
}

/// The id of a currency: its three letters as one number.
pub fn currency(currency: Currency) -> String {
    let letters = currency.code().bytes().map(|letter| i64::from(letter - b'A'));
    format!("{CURRENCIES}x{}", letters.fold(0, |number, letter| number * 26 + letter) + 1)
}

/// Takes an id apart.
pub fn parse(text: &str) -> Option<(i64, i64)> {
    let (kind, number) = text.trim().split_once('x')?;
    let digits = |text: &str| {
        let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_plain.then(|| text.parse::<i64>().ok()).flatten()
    };
    Some((digits(kind)?, digits(number)?))
}

/// What an id means to the caller; whether they see it is asked by whoever reads it.
pub async fn resolve(wire: &Wire, text: &str) -> Outcome<(Kind, Uuid)> {
    let (kind, number) = parse(text).ok_or_else(|| Fault::denied_for("id"))?;
    let kind = wire.kind_of(kind).ok_or_else(|| Fault::denied_for("id"))?;
    let id = records::small::id_of(&wire.cx, number).await?.ok_or_else(Fault::denied)?;
    Ok((kind, id))
}

/// The record that an id means.
pub async fn record(wire: &Wire, text: &str) -> Outcome<(std::sync::Arc<Module>, RecordId)> {
    match resolve(wire, text).await? {
        (Kind::Records(module), id) => Ok((module, RecordId(id))),
        (Kind::Users | Kind::Groups | Kind::Currency, _) => Err(Fault::denied()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_two_numbers() {
        assert_eq!(parse("12x345"), Some((12, 345)));
        for wrong in [
            "",
            "x",
            "12x",
            "x3",
            "12x3x4",
            "12x-3",
            "1 2x3",
            "+1x2",
            "ax1",
            "1x99999999999999999999",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        assert_ne!(currency(Currency::EUR), currency(Currency::parse("CHF").unwrap()));
    }
}

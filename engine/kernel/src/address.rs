//! A postal address as one value.

use serde::{Deserialize, Serialize};

/// A postal address; every part may be empty, an address of empty parts is no value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Address {
    /// Street and house number, several lines allowed.
    pub street: String,
    /// Postal code, kept as text because zeros lead.
    pub zip: String,
    /// City or town.
    pub city: String,
    /// State, canton or region.
    pub state: String,
    /// ISO 3166-1 alpha-2 code where known, else the text that was given.
    pub country: String,
    /// Post-office box.
    pub po_box: String,
}

impl Address {
    /// Names of the parts, in the order in which they are stored and shown.
    pub const PARTS: [&'static str; 6] = ["street", "zip", "city", "state", "country", "po_box"];

    /// Tells whether no part holds text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Self::PARTS.iter().all(|part| self.part(part).is_some_and(|text| text.trim().is_empty()))
    }

    /// Gives one part by its name.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<&str> {
        Some(match name {
            "street" => &self.street,
            "zip" => &self.zip,
            "city" => &self.city,
            "state" => &self.state,
            "country" => &self.country,
            "po_box" => &self.po_box,
            _ => return None,
        })
    }

    /// Gives one part by its name for writing.
    pub fn part_mut(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "street" => &mut self.street,
            "zip" => &mut self.zip,
            "city" => &mut self.city,
            "state" => &mut self.state,
            "country" => &mut self.country,
            "po_box" => &mut self.po_box,
            _ => return None,
        })
    }

    /// The address on one line, as a list or a history entry shows it.
    #[must_use]
    pub fn one_line(&self) -> String {
        let place = format!("{} {}", self.zip, self.city);
        let street = self.street.replace('\n', ", ");
        [street.as_str(), self.po_box.as_str(), place.trim(), self.state.as_str(), &self.country]
            .into_iter()
            .filter(|text| !text.trim().is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

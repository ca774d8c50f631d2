//! Whether two words mean the same.

use catalog::Catalog;
use kernel::{Language, fold};

/// A word as it is compared: small plain letters and digits.
pub fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What a text is called in every language, as it is compared.
pub fn said(catalog: &Catalog, key: &str) -> Vec<String> {
    let found = Language::ALL.into_iter().filter_map(|of| catalog.texts().find(of, key));
    found.map(plain).collect()
}

/// The code of a list that a value there means: by code or word, else by a word of the code that
/// stands in it and in no other value of the list.
pub fn code_of(catalog: &Catalog, list: &str, (value, label): (&str, &str)) -> Option<String> {
    let known = catalog.picklist(list)?;
    let (value, label) = (plain(value), plain(label));
    let is_meant = |text: &str| !text.is_empty() && (text == value || text == label);
    let by_name = known.values.iter().find(|one| {
        let said = said(catalog, &format!("picklist.{list}.{}", one.code));
        is_meant(&plain(&one.code)) || said.iter().any(|word| is_meant(word))
    });
    let inside = |code: &str| code.len() > 2 && value.contains(&plain(code));
    let mut within = known.values.iter().filter(|one| inside(&one.code));
    let by_part = || within.next().filter(|_| within.next().is_none());
    by_name.or_else(by_part).map(|one| one.code.clone())
}

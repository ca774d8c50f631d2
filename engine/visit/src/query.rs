//! Questions in addresses.

use ui::fields::Form;

/// Reads a query string.
pub fn query(raw: Option<&str>) -> Form {
    let uri = format!("/?{}", raw.unwrap_or_default()).parse();
    let pairs = uri
        .ok()
        .and_then(|uri| axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&uri).ok());
    Form(pairs.map(|pairs| pairs.0).unwrap_or_default())
}

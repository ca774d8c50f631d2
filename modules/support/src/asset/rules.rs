//! What holds for every asset.

use catalog::filter::quoted;
use kernel::{Error, RecordId, Result, Value};
use records::follow::Moved;
use records::{Draft, Record, Work};

use super::fields;

/// Why assets are looked for whoever saves one.
pub const WHY: &str = "a serial number is that of one asset";

/// An asset that nobody named is called like its product.
pub fn called_like_its_product(draft: &mut Draft) {
    if draft.get(&fields::NAME).is_none() {
        let name = draft.need("product.name").as_text().to_owned();
        draft.put(&fields::NAME, Some(name).filter(|name| !name.is_empty()));
    }
}

/// A number that was typed with blanks around it, or many within it, is the same number.
pub fn number_is_one_word(draft: &mut Draft) {
    let number = draft.get(&fields::SERIAL_NUMBER);
    let number = number.map(|number| number.split_whitespace().collect::<Vec<_>>().join(" "));
    draft.put(&fields::SERIAL_NUMBER, number.filter(|number| !number.is_empty()));
}

/// Finds the asset of a product with a serial number, outside the bin, whoever may see it.
///
/// # Errors
/// When the database fails.
pub fn known(work: &mut Work<'_, '_>, product: RecordId, number: &str) -> Result<Vec<Record>> {
    let filter = format!(r#"product = "{product}" and serial_number = {}"#, quoted(number));
    work.all("asset", &filter, WHY)
}

/// A serial number of a product is that of one asset.
///
/// # Errors
/// `Invalid` at `serial_number`.
pub fn number_is_there_once(work: &mut Work<'_, '_>, moved: Moved<'_>) -> Result<()> {
    let Some(record) = moved.after() else { return Ok(()) };
    let module = work.cx.module("asset")?;
    let Value::Link(product) = record.value(&module, fields::PRODUCT.name()) else {
        return Ok(());
    };
    let number = record.value(&module, fields::SERIAL_NUMBER.name()).as_text();
    match known(work, product.id, number)?.len() {
        0 | 1 => Ok(()),
        _ => Err(Error::invalid(fields::SERIAL_NUMBER.name(), "serial_number_taken")),
    }
}

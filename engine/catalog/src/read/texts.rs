//! Labels from TOML: nested tables become keys joined by dots.

use super::{ReadError, line_of};

/// Reads a file of labels into flat keys, each with `prefix.` before it unless the prefix is empty.
///
/// # Errors
/// The first mistake, with its line.
pub fn read_texts(prefix: &str, text: &str) -> Result<Vec<(String, String)>, ReadError> {
    let table: toml::Table = toml::from_str(text).map_err(|e| ReadError {
        line: e.span().map_or(1, |span| line_of(text, span.start)),
        message: e.message().into(),
    })?;
    let mut texts = Vec::new();
    flatten(prefix, table, &mut texts)?;
    Ok(texts)
}

fn flatten(
    prefix: &str,
    table: toml::Table,
    texts: &mut Vec<(String, String)>,
) -> Result<(), ReadError> {
    for (name, value) in table {
        let key = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
        match value {
            toml::Value::String(text) => texts.push((key, text)),
            toml::Value::Table(inner) => flatten(&key, inner, texts)?,
            other => {
                let message = format!("`{key}` is {}, expected a text", other.type_str());
                return Err(ReadError { line: 1, message });
            }
        }
    }
    Ok(())
}

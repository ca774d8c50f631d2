//! A mapping written down: which heading goes where.

use std::collections::BTreeMap;

use catalog::Module;

use super::target::Target;
use super::words::plain;
use crate::options::Column;

/// Puts the targets of a written mapping into the columns of a file; headings it does not name
/// keep theirs.
///
/// It is TOML, one line a heading: `"Straße geschäftlich" = "address[work].street"`; an empty
/// target leaves the column out.
///
/// # Errors
/// The first line that fits neither the file nor the module, in a sentence.
pub fn apply_map(
    module: &Module,
    headings: &[String],
    columns: &mut [Column],
    text: &str,
) -> Result<(), String> {
    let map: BTreeMap<String, String> = toml::from_str(text).map_err(|e| e.message().to_owned())?;
    for (heading, target) in map {
        let same = |known: &String| plain(known) == plain(&heading);
        let at = headings.iter().position(same);
        let column = at.and_then(|at| columns.get_mut(at));
        let column = column.ok_or_else(|| format!("the file has no column `{heading}`"))?;
        column.target = match target.as_str() {
            "" => None,
            target => match target.parse::<Target>()? {
                target if target.fits(module) => Some(target),
                target => return Err(format!("{} has no place `{target}`", module.code)),
            },
        };
    }
    Ok(())
}

//! Files that come with a form, for fields of a record that is not saved yet.

use std::collections::BTreeMap;

use catalog::{Field, FieldType, Module};
use kernel::{Error, FieldProblem, FileId, FileRef, Result};
use records::Cx;
use ui::fields::Form;
use visit::body::Upload;
use visit::state::WebState;

/// Takes files in: they belong to no record until theirs is saved, and the form names them
/// meanwhile, also when it goes back. Tells which files the form may name, and what is wrong.
///
/// # Errors
/// When they cannot be stored.
pub async fn taken(
    state: &WebState,
    cx: &Cx,
    (module, form): (&Module, &mut Form),
    uploads: Vec<Upload>,
) -> Result<(BTreeMap<FileId, FileRef>, Vec<FieldProblem>)> {
    let (mut known, mut problems) = (BTreeMap::new(), Vec::new());
    for Upload { control, name, content } in uploads {
        let field = control.strip_suffix(".upload").and_then(|name| holding(module, name));
        let Some(field) = field else { continue };
        let kept = match content.whole().await {
            Ok(bytes) => state.files.add_for_field(cx, &name, bytes).await,
            Err(error) => Err(error),
        };
        match kept {
            Ok(file) => {
                form.0.push((control, file.id.to_string()));
                known.insert(file.id, file);
            }
            Err(Error::Invalid(found)) => {
                let at_field =
                    |one: FieldProblem| FieldProblem { field: field.name.clone(), ..one };
                problems.extend(found.into_iter().map(at_field));
            }
            Err(error) => return Err(error),
        }
    }
    for field in module.fields.iter().filter(|field| holds_file(field)) {
        let kept = form.get(&format!("{}.keep", field.name)).and_then(|id| id.parse().ok());
        let Some(kept) = kept else { continue };
        match state.files.own_loose(cx, kept).await {
            Ok(file) => drop(known.insert(file.id, file)),
            // It stands in the record, or is somebody else's, which whoever reads the form tells.
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok((known, problems))
}

fn holding<'m>(module: &'m Module, name: &str) -> Option<&'m Field> {
    module.field(name).filter(|field| holds_file(field) && field.is_editable())
}

fn holds_file(field: &Field) -> bool {
    matches!(field.kind, FieldType::File | FieldType::Image)
}

//! Files in fields: which ones a field may hold, and to whom they belong then.

use catalog::{Field, FieldType, Module};
use kernel::{FieldProblem, FileRef, Result, Value};
use store::queries::file::{self, File};
use store::records::Record;

use crate::draft::Draft;
use crate::work::Work;

/// Pictures that every browser shows.
pub const PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/webp", "image/gif"];

/// Refuses files that are not the record's own and that the actor did not bring just now; what is
/// told of the others is what is known of them.
pub(crate) fn judge(work: &mut Work<'_, '_>, draft: &mut Draft) -> Result<Vec<FieldProblem>> {
    let module = draft.module.clone();
    let mut problems = Vec::new();
    for at in draft.changed() {
        let field = &module.fields[at];
        let Some(said) = file_in(field, &draft.values[at]) else { continue };
        let known = file::get(work.tx, said.id)?.filter(|file| is_free(work, draft, file));
        match known {
            None => problems.push(FieldProblem::new(&field.name, "file_gone")),
            Some(file) if is_no_picture(field, &file) => {
                problems.push(FieldProblem::new(&field.name, "not_a_picture"));
            }
            Some(file) => draft.values[at] = Value::File(told(file)),
        }
    }
    Ok(problems)
}

/// Lets the files of fields belong to their record.
pub(crate) fn attach(
    work: &mut Work<'_, '_>,
    module: &Module,
    record: &Record,
    changed: &[usize],
) -> Result<()> {
    for at in changed {
        let field = &module.fields[*at];
        if let Some(file) = file_in(field, &record.values[*at]) {
            file::attach(work.tx, file.id, (&module.code, record.id), &field.name)?;
        }
    }
    Ok(())
}

fn file_in<'v>(field: &Field, value: &'v Value) -> Option<&'v FileRef> {
    match (&field.kind, value) {
        (FieldType::File | FieldType::Image, Value::File(file)) => Some(file),
        _ => None,
    }
}

fn is_free(work: &Work<'_, '_>, draft: &Draft, file: &File) -> bool {
    match file.record {
        None => file.created_by.is_some() && file.created_by == work.cx.actor.user,
        Some(record) => {
            record == draft.id || work.is_turned_back() || work.vouched.contains(&record.0)
        }
    }
}

fn is_no_picture(field: &Field, file: &File) -> bool {
    field.kind == FieldType::Image && !PICTURES.contains(&file.media_type.as_str())
}

fn told(file: File) -> FileRef {
    let size = u64::try_from(file.size).unwrap_or(0);
    FileRef { id: file.id, name: file.name, size, media_type: file.media_type }
}

//! Fields that follow from others, and conditions of fields, as administrators say them.

use crate::definition::{Field, Rollup};

/// Says what a field follows from; one that people fill cannot become such a one.
pub fn follow(
    field: &mut Field,
    (formula, rollup, discloses): (&Option<String>, &Option<Rollup>, bool),
) -> Result<(), String> {
    let name = &field.name;
    if !field.custom {
        return Err(format!("`{name}` is shipped"));
    }
    if formula.is_some() == rollup.is_some() {
        return Err(format!("`{name}` needs a formula or a roll-up"));
    }
    if field.required || field.unique || !field.kind.computes() {
        return Err(format!("`{name}` is filled by people"));
    }
    field.computed = true;
    (field.formula, field.rollup) = (formula.clone(), rollup.clone());
    field.discloses = discloses;
    Ok(())
}

/// Says otherwise what a field follows from that follows from something already.
pub fn anew(
    field: &mut Field,
    said: (&Option<String>, &Option<Rollup>, bool),
) -> Result<(), String> {
    match field.follows() {
        true => follow(field, said),
        false => Err(format!("`{}` is filled by people", field.name)),
    }
}

/// Says when a field is shown, needed and taken.
pub fn conditions(
    field: &mut Field,
    (visible_if, required_if, valid_if): (&str, &str, &str),
) -> Result<(), String> {
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    if !field.is_editable() && (text(required_if).is_some() || text(valid_if).is_some()) {
        return Err(format!("`{}` is set by rules", field.name));
    }
    field.visible_if = text(visible_if);
    field.required_if = text(required_if);
    field.valid_if = text(valid_if);
    Ok(())
}

//! One stage after another: which ways a pipeline allows.

use kernel::{FieldProblem, Value};

use crate::definition::{Module, Pipeline};

/// Checks the stage of a record against its pipeline and against the stage it had before.
///
/// A stage that was not touched is left in peace, so that records keep what an older pipeline
/// allowed. A new record may begin anywhere; fields that a stage asks for are asked on the way
/// into it.
#[must_use]
pub fn check_stage(module: &Module, old: Option<&[Value]>, new: &[Value]) -> Vec<FieldProblem> {
    let Some(pipeline) = &module.pipeline else { return Vec::new() };
    let value = |values: &[Value], name: &str| {
        module.position(name).map(|at| values[at].as_text().to_owned()).unwrap_or_default()
    };
    let to = value(new, &pipeline.field);
    let which = |values: &[Value]| {
        pipeline.by.as_deref().map(|name| value(values, name)).unwrap_or_default()
    };
    let from = old.map(|old| value(old, &pipeline.field));
    let is_moved = from.as_ref() != Some(&to);
    if !is_moved && old.is_some_and(|old| which(old) == which(new)) {
        return Vec::new();
    }
    let Some(stage) = pipeline.stage(&to) else { return Vec::new() };
    let mut problems = Vec::new();
    let problem = |code: &str| FieldProblem::new(&pipeline.field, code).with("stage", &to);
    if !stage.is_within(&which(new)) || (stage.retired && is_moved) {
        problems.push(problem("stage_elsewhere"));
    }
    if let Some(from) = from.filter(|_| is_moved) {
        if forbids(pipeline, &from, &to) {
            problems.push(problem("stage_not_next").with("before", from));
        }
        let missing = stage
            .asks
            .iter()
            .filter(|name| module.position(name).is_some_and(|at| new[at].primary().is_empty()));
        problems.extend(missing.map(|name| FieldProblem::new(name, "required")));
    }
    problems
}

fn forbids(pipeline: &Pipeline, from: &str, to: &str) -> bool {
    pipeline.stage(from).is_some_and(|stage| !stage.leads_to(to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read_module;

    const DEAL: &str = r#"module = "paper"
plural = "papers"
title = "{name}"
area = "tools"
icon = "book"

[fields]
name = { type = "text" }
shelf = { type = "picklist", list = "shelf" }
stage = { type = "stage", pipeline = "paper_stage" }
reason = { type = "text" }

[list]
columns = ["name"]
sort = "title"

[pipeline]
by = "shelf"

[[pipeline.stage]]
code = "draft"
probability = 10
next = ["read", "refused"]

[[pipeline.stage]]
code = "read"
within = ["journal"]

[[pipeline.stage]]
code = "printed"
kind = "done"
probability = 100

[[pipeline.stage]]
code = "refused"
kind = "dropped"
asks = ["reason"]

[picklist]
shelf = ["journal", "book"]
"#;

    fn said(old: Option<[&str; 3]>, new: [&str; 3]) -> Vec<String> {
        let read = read_module(DEAL).unwrap_or_else(|e| panic!("{e}"));
        let values = |[shelf, stage, reason]: [&str; 3]| -> Vec<Value> {
            let text = |text: &str| match text {
                "" => Value::Empty,
                text => Value::text(text),
            };
            let mut values = vec![Value::Empty, text(shelf), text(stage), text(reason)];
            values.resize(read.module.fields.len(), Value::Empty);
            values
        };
        let old = old.map(values);
        let problems = check_stage(&read.module, old.as_deref(), &values(new));
        problems.iter().map(|p| format!("{}: {}", p.field, p.code)).collect()
    }

    #[test]
    fn ways_that_a_pipeline_does_not_have_are_refused() {
        let draft = Some(["journal", "draft", ""]);
        assert!(said(draft, ["journal", "read", ""]).is_empty());
        assert_eq!(said(draft, ["journal", "printed", ""]), ["stage: stage_not_next"]);
        assert!(said(Some(["journal", "printed", ""]), ["journal", "draft", ""]).is_empty());
    }

    #[test]
    fn a_stage_asks_on_the_way_into_it() {
        let draft = Some(["journal", "draft", ""]);
        assert_eq!(said(draft, ["journal", "refused", ""]), ["reason: required"]);
        assert!(said(draft, ["journal", "refused", "too long"]).is_empty());
        assert!(said(Some(["", "refused", ""]), ["", "refused", ""]).is_empty());
    }

    #[test]
    fn a_pipeline_has_only_its_own_stages() {
        assert_eq!(said(None, ["book", "read", ""]), ["stage: stage_elsewhere"]);
        assert!(said(None, ["journal", "read", ""]).is_empty());
        assert!(said(None, ["", "read", ""]).is_empty());
        let read = Some(["journal", "read", ""]);
        assert_eq!(said(read, ["book", "read", ""]), ["stage: stage_elsewhere"]);
    }
}

//! Stages of a pipeline: what they mean, what they ask, and which may follow.

use catalog::{Change, Field, Module, Pipeline, Stage, StageKind, StageSaid};
use kernel::{Error, FieldProblem, Result};
use records::Cx;

use crate::name::{Labels, name, relabel, unlike};

/// A stage that is to be made, or what is said otherwise of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageEdit {
    /// What it is called.
    pub labels: Labels,
    /// What is said besides; its code is set here.
    pub said: StageSaid,
}

/// What is said of a stage that stands.
#[must_use]
pub fn stage_said(cx: &Cx, module: &Module, code: &str) -> Option<StageSaid> {
    let pipeline = module.pipeline.as_ref()?;
    let at = pipeline.stages.iter().position(|stage| stage.code == code)?;
    let stage = &pipeline.stages[at];
    let list = module.stage_field().and_then(|field| field.kind.list())?;
    let value = cx.catalog.picklist(list).and_then(|list| list.value(code));
    Some(StageSaid {
        code: stage.code.clone(),
        kind: stage.kind.word().into(),
        probability: stage.probability,
        stale_after: stage.stale_after,
        hue: value.and_then(|value| value.hue),
        next: stage.next.clone(),
        asks: stage.asks.clone(),
        within: stage.within.clone(),
        after: at.checked_sub(1).map(|before| pipeline.stages[before].code.clone()),
        retired: stage.retired,
    })
}

/// Whether what a stage means comes along with the program, and stays.
#[must_use]
pub fn is_meant(cx: &Cx, module: &Module, code: &str) -> bool {
    let shipped = cx.engine.shipped().module(&module.code);
    let pipeline = shipped.and_then(|module| module.pipeline.as_ref());
    pipeline.is_some_and(|pipeline| pipeline.stage(code).is_some())
}

/// Fields that a stage can ask for.
pub fn asked(module: &Module) -> impl Iterator<Item = &Field> {
    let stage = module.stage_field().map(|field| field.name.as_str());
    let fields = module.fields.iter().filter(|field| field.is_editable());
    fields.filter(move |field| Some(field.name.as_str()) != stage)
}

/// Makes a stage, or says otherwise what one is; gives its code.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Invalid` at the fields of the form.
pub async fn save_stage(
    cx: &Cx,
    module: &str,
    code: Option<&str>,
    edit: &StageEdit,
) -> Result<String> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    let pipeline = module.pipeline.as_ref().ok_or(Error::NotFound)?;
    let list = module.stage_field().and_then(|field| field.kind.list());
    let list = list.ok_or(Error::NotFound)?;
    if code.is_some_and(|code| pipeline.stage(code).is_none()) {
        return Err(Error::NotFound);
    }
    let labels = edit.labels.checked("label");
    let mut problems = judge(cx, (&module, pipeline), (code, &edit.said));
    if let Err(problem) = &labels {
        problems.push(problem.clone());
    }
    if let Ok(labels) = &labels {
        let key = |code: &str| format!("picklist.{list}.{code}");
        let others = pipeline.stages.iter().map(|stage| key(&stage.code));
        let own = key(code.unwrap_or_default());
        problems.extend(unlike(cx, labels, (&own, "label"), others).err());
    }
    let labels = match labels {
        Ok(labels) if problems.is_empty() => labels,
        Ok(_) | Err(_) => return Err(Error::Invalid(problems)),
    };
    let first = labels.first().map_or("", |(_, label)| label.as_str());
    let is_taken = |name: &str| pipeline.stage(name).is_some();
    let code = code.map_or_else(|| name(first, is_taken), str::to_owned);
    let said = StageSaid { code: code.clone(), ..edit.said.clone() };
    let mut changes = Vec::new();
    if stage_said(cx, &module, &code).as_ref() != Some(&said) {
        changes.push(Change::Stage { module: module.code.clone(), stage: said });
    }
    changes.extend(relabel(cx, &format!("picklist.{list}.{code}"), &labels));
    if !changes.is_empty() {
        cx.engine.shape(cx, changes).await?;
    }
    Ok(code)
}

/// What is wrong with what is said, at the fields of the form.
fn judge(
    cx: &Cx,
    (module, pipeline): (&Module, &Pipeline),
    (code, said): (Option<&str>, &StageSaid),
) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let kinds = [StageKind::Open, StageKind::Done, StageKind::Dropped];
    let Some(kind) = kinds.into_iter().find(|kind| kind.word() == said.kind) else {
        return vec![FieldProblem::new("kind", "required")];
    };
    if said.probability.is_some_and(|share| share > 100) {
        problems.push(FieldProblem::new("probability", "percent_range"));
    }
    let is_other = |stage: &&Stage| Some(stage.code.as_str()) != code && !stage.retired;
    let others: Vec<&Stage> = pipeline.stages.iter().filter(is_other).collect();
    let stands = (!said.retired).then_some(kind);
    let offers = |kind| stands == Some(kind) || others.iter().any(|stage| stage.kind == kind);
    if !offers(StageKind::Open) || !offers(StageKind::Done) {
        problems.push(FieldProblem::new("retired", "stages_needed"));
    }
    if said.asks.iter().any(|name| !asked(module).any(|field| field.name == *name)) {
        problems.push(FieldProblem::new("asks", "not_in_list"));
    }
    let by = pipeline.by.as_deref().and_then(|by| module.field(by));
    let list = by.and_then(|field| field.kind.list()).and_then(|list| cx.catalog.picklist(list));
    if said.within.iter().any(|code| list.is_none_or(|list| list.value(code).is_none())) {
        problems.push(FieldProblem::new("within", "not_in_list"));
    }
    let is_stage = |name: &String| pipeline.stage(name).is_some();
    if !said.next.iter().all(is_stage) {
        problems.push(FieldProblem::new("next", "not_in_list"));
    }
    if said.after.as_ref().is_some_and(|after| !is_stage(after) || Some(after.as_str()) == code) {
        problems.push(FieldProblem::new("after", "not_in_list"));
    }
    problems
}

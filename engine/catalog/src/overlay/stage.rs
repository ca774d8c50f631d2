//! Stages of a pipeline, as an administrator says them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::apply::own;
use crate::Catalog;
use crate::definition::{Field, Module, Picklist, PicklistValue, Pipeline, Stage, StageKind};

/// What an administrator says about a stage; it stands for everything that was said before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StageSaid {
    /// Its code; a new one starts with `x_`.
    pub code: String,
    /// What it means: `open`, `done` or `dropped`.
    pub kind: String,
    /// How likely the work ends as meant, in percent.
    pub probability: Option<u32>,
    /// Days after which a record that is still here has been here for long.
    pub stale_after: Option<u32>,
    /// Its hue in degrees, a multiple of ten.
    pub hue: Option<u16>,
    /// Stages that may follow; empty means any.
    pub next: Vec<String>,
    /// Fields that must hold something when a record comes here.
    pub asks: Vec<String>,
    /// Values of the field that chooses the pipeline in which it exists; empty means all.
    pub within: Vec<String>,
    /// The stage before it; none for the first.
    pub after: Option<String>,
    /// Whether records no longer come here.
    pub retired: bool,
}

impl Catalog {
    pub(super) fn set_stage(
        &mut self,
        shipped: &Catalog,
        code: &str,
        said: &StageSaid,
    ) -> Result<(), String> {
        let module = self.changed(code)?;
        let fields = module.fields.clone();
        let open = |module: &Module| -> BTreeSet<String> {
            module.open_stages().into_iter().map(str::to_owned).collect()
        };
        let before = open(module);
        let was = shipped.module(code).and_then(|module| module.pipeline.as_ref());
        let was = was.and_then(|pipeline| pipeline.stage(&said.code));
        let pipeline = module.pipeline.as_mut();
        let pipeline = pipeline.ok_or_else(|| format!("`{code}` has no stages"))?;
        if pipeline.stage(&said.code).is_none() {
            own(&said.code)?;
        }
        let stage = said.to_stage(pipeline, &fields)?;
        if was.is_some_and(|was| was.kind != stage.kind) {
            return Err(format!("`{}` has to mean what it means", said.code));
        }
        put(pipeline, stage, said.after.as_deref())?;
        let list = fields.iter().find(|field| field.name == pipeline.field);
        let list = list.and_then(|field| field.kind.list()).unwrap_or_default().to_owned();
        let stages = pipeline.stages.clone();
        if open(module) != before {
            return Err("what a stage freezes stays frozen".into());
        }
        let list = self.picklists_mut().get_mut(&list).ok_or("no such pick list")?;
        relist(list, &stages, said);
        Ok(())
    }
}

impl StageSaid {
    fn to_stage(&self, pipeline: &Pipeline, fields: &[Field]) -> Result<Stage, String> {
        let kinds = [StageKind::Open, StageKind::Done, StageKind::Dropped];
        let kind = kinds.into_iter().find(|kind| kind.word() == self.kind);
        let kind = kind.ok_or_else(|| format!("a stage is not `{}`", self.kind))?;
        if self.probability.is_some_and(|share| share > 100) {
            return Err("a probability is 0 to 100 percent".into());
        }
        let is_stage = |code: &&String| pipeline.stage(code).is_some() || **code == self.code;
        if let Some(unknown) = self.next.iter().find(|code| !is_stage(code)) {
            return Err(format!("there is no stage `{unknown}`"));
        }
        let is_asked = |name: &&String| fields.iter().any(|f| f.name == **name && f.is_editable());
        if let Some(unknown) = self.asks.iter().find(|name| !is_asked(name)) {
            return Err(format!("`{unknown}` cannot be asked for"));
        }
        Ok(Stage {
            code: self.code.clone(),
            kind,
            probability: self.probability,
            next: self.next.clone(),
            asks: self.asks.clone(),
            within: self.within.clone(),
            stale_after: self.stale_after,
            retired: self.retired,
        })
    }
}

/// Puts a stage in its place, instead of the one that had its code.
fn put(pipeline: &mut Pipeline, stage: Stage, after: Option<&str>) -> Result<(), String> {
    pipeline.stages.retain(|known| known.code != stage.code);
    let place = match after {
        None => 0,
        Some(before) => {
            let at = pipeline.stages.iter().position(|known| known.code == before);
            at.ok_or_else(|| format!("there is no stage `{before}`"))? + 1
        }
    };
    pipeline.stages.insert(place, stage);
    let offers = |kind| pipeline.stages.iter().any(|stage| stage.kind == kind && !stage.retired);
    match offers(StageKind::Open) && offers(StageKind::Done) {
        true => Ok(()),
        false => Err("work has to begin and to end somewhere".into()),
    }
}

/// The values of the stage field follow the stages.
fn relist(list: &mut Picklist, stages: &[Stage], said: &StageSaid) {
    let value = |stage: &Stage| {
        let known = list.value(&stage.code);
        let is_it = stage.code == said.code;
        PicklistValue {
            hue: if is_it { said.hue } else { known.and_then(|value| value.hue) },
            retired: stage.retired,
            ..PicklistValue::plain(&stage.code)
        }
    };
    let mut values: Vec<PicklistValue> = stages.iter().map(value).collect();
    let is_other = |value: &&PicklistValue| !stages.iter().any(|stage| stage.code == value.code);
    values.extend(list.values.iter().filter(is_other).cloned());
    *list = Picklist { values };
}

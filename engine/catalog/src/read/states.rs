//! Pipelines, lanes and pick lists from their raw form.

use toml::Spanned;

use super::ReadError;
use super::checked::Reader;
use super::raw::{RawFullValue, RawKanban, RawPicklistValue, RawPipeline, RawStage, RawStageKind};
use crate::definition::{
    Field, FieldType, Kanban, Picklist, PicklistValue, Pipeline, Stage, StageKind,
};

impl Reader<'_> {
    /// Reads a pipeline and the pick list that its stages are.
    pub(super) fn pipeline(
        &self,
        fields: &[Field],
        raw: &RawPipeline,
    ) -> Result<(Pipeline, (String, Picklist)), ReadError> {
        let field = fields.iter().find(|field| matches!(field.kind, FieldType::Stage { .. }));
        let Some(field) = field else {
            let message = "a pipeline needs a field of type stage";
            return Err(match raw.stage.first() {
                Some(first) => self.at(&first.code, message),
                None => ReadError { line: 1, message: message.into() },
            });
        };
        let by = raw.by.as_ref().map(|by| self.known(fields, by)).transpose()?;
        let since = raw.since.as_ref().map(|since| self.since(fields, since)).transpose()?;
        let mut stages = Vec::new();
        for stage in &raw.stage {
            stages.push(self.stage(fields, raw, stage)?);
        }
        let values = raw.stage.iter().map(|stage| PicklistValue {
            hue: stage.hue,
            ..PicklistValue::plain(stage.code.get_ref())
        });
        let list = (
            field.kind.list().unwrap_or_default().to_owned(),
            Picklist { values: values.collect() },
        );
        Ok((Pipeline { field: field.name.clone(), by, since, stages }, list))
    }

    fn since(&self, fields: &[Field], name: &Spanned<String>) -> Result<String, ReadError> {
        let known = self.known(fields, name)?;
        let field = fields.iter().find(|field| field.name == known);
        match field.is_some_and(|field| field.kind == FieldType::Date && field.computed) {
            true => Ok(known),
            false => Err(self.at(name, "since when a stage holds is a date with computed = true")),
        }
    }

    fn stage(
        &self,
        fields: &[Field],
        pipeline: &RawPipeline,
        raw: &RawStage,
    ) -> Result<Stage, ReadError> {
        if raw.probability.is_some_and(|share| share > 100) {
            return Err(self.at(&raw.code, "a probability is 0 to 100 percent"));
        }
        let is_stage = |code: &str| pipeline.stage.iter().any(|other| other.code.get_ref() == code);
        let mut next = Vec::new();
        for code in &raw.next {
            if !is_stage(code.get_ref()) {
                return Err(self.at(code, &format!("there is no stage `{}`", code.get_ref())));
            }
            next.push(code.get_ref().clone());
        }
        let asks = raw.asks.iter().map(|name| self.known(fields, name));
        Ok(Stage {
            code: raw.code.get_ref().clone(),
            kind: match raw.kind {
                RawStageKind::Open => StageKind::Open,
                RawStageKind::Done => StageKind::Done,
                RawStageKind::Dropped => StageKind::Dropped,
            },
            probability: raw.probability,
            next,
            asks: asks.collect::<Result<_, _>>()?,
            within: raw.within.clone(),
            stale_after: raw.stale_after,
            retired: false,
        })
    }

    /// Reads how records of a module lie in lanes.
    pub(super) fn kanban(&self, fields: &[Field], raw: &RawKanban) -> Result<Kanban, ReadError> {
        let kind = |name: &str| fields.iter().find(|field| field.name == name).map(|f| &f.kind);
        let by = self.known(fields, &raw.by)?;
        if !kind(&by).is_some_and(FieldType::has_lanes) {
            return Err(self.at(&raw.by, "lanes are the values of a stage or a pick list"));
        }
        let mut sums = Vec::new();
        for name in &raw.sums {
            let known = self.known(fields, name)?;
            if !kind(&known).is_some_and(FieldType::is_amount) {
                return Err(self.at(name, "only amounts and numbers have a sum"));
            }
            sums.push(known);
        }
        let card = raw.card.iter().map(|name| self.known(fields, name));
        Ok(Kanban { by, sums, card: card.collect::<Result<_, _>>()? })
    }
}

pub(super) fn picklist(values: Vec<RawPicklistValue>) -> Picklist {
    let values = values.into_iter().map(|value| match value {
        RawPicklistValue::Code(code) => PicklistValue::plain(&code),
        RawPicklistValue::Full(full) => {
            let plain = PicklistValue::plain(&full.code);
            let RawFullValue { hue, retired, words, .. } = full;
            PicklistValue { hue, retired, words, ..plain }
        }
    });
    Picklist { values: values.collect() }
}

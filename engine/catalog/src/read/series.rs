//! Number series and relations: what is taken over as it stands.

use std::collections::BTreeMap;

use super::raw::{RawNumber, RawRelation, RawSeriesKind};
use crate::definition::{NumberSeries, Relation, SeriesKind};

pub(super) fn relation(raw: RawRelation) -> Relation {
    Relation { name: raw.name, to: raw.to, roles: raw.roles }
}

pub(super) fn number_series(raw: RawNumber) -> NumberSeries {
    NumberSeries {
        series: raw.series,
        form: raw.form.into_inner(),
        kind: match raw.kind {
            RawSeriesKind::Gapless => SeriesKind::Gapless,
            RawSeriesKind::Unique => SeriesKind::Unique,
        },
        start: raw.start,
        at_least: BTreeMap::new(),
        assigned_on: raw.assigned.map(|on| on.trim_start_matches("on ").into()),
    }
}

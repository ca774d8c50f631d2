//! Lists whose records stand in groups, and charts of them.

use axum::http::StatusCode;
use catalog::Module;
use kernel::Result;
use maud::Markup;
use records::{Cx, GroupLevel, Heaps, ListQuery};

use present::groups::{self as model, GROUPS, Material, POINTS};
use present::list_state::ListState;
use present::names;
use social::Form;
use visit::answer::{Answer, For, part};
use visit::open::reader;
use visit::visitor::Visitor;

/// Records of an opened group.
const ROWS: usize = 25;

/// What stands in a list in place of its rows.
pub struct Grouped {
    levels: Vec<GroupLevel>,
    heaps: Heaps,
    inner: Vec<Heaps>,
}

impl Grouped {
    /// Asks for the outermost groups, and for the second level where a chart shows both.
    ///
    /// # Errors
    /// `Invalid` at `group`.
    pub async fn find(
        cx: &Cx,
        module: &Module,
        state: &ListState,
        question: &ListQuery,
    ) -> Result<Option<Self>> {
        let levels = state.grouping.levels(cx, module)?;
        let Some(level) = levels.first() else { return Ok(None) };
        let figures = model::figures(cx, module, state);
        let asked = (level, figures.as_slice(), GROUPS);
        let mut heaps = records::groups(cx, &module.code, question, asked).await?;
        if heaps.all.is_empty() {
            return Ok(None);
        }
        model::in_order(cx, module, level, &mut heaps);
        let mut inner = Vec::new();
        if let (Some(Form::Bar), Some(second)) = (state.grouping.chart, levels.get(1)) {
            for heap in heaps.all.iter().take(POINTS) {
                let Some(further) = &heap.filter else {
                    inner.push(Heaps::default());
                    continue;
                };
                let filter = model::narrowed(cx, module, &question.filter, further);
                let narrower = ListQuery { filter, ..question.clone() };
                let asked = (second, figures.as_slice(), POINTS);
                inner.push(records::groups(cx, &module.code, &narrower, asked).await?);
            }
        }
        Ok(Some(Grouped { levels, heaps, inner }))
    }

    /// Names of what the groups have in common.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn names(&self, cx: &Cx) -> Result<ui::Names> {
        let all: Vec<&Heaps> = std::iter::once(&self.heaps).chain(&self.inner).collect();
        names::of_values(cx, model::values(&all)).await
    }

    /// Draws them.
    pub fn body(
        &self,
        cx: &Cx,
        reader: ui::Cx<'_>,
        (module, state): (&Module, &ListState),
    ) -> Markup {
        let material = self.material(module, state);
        let chart = present::drawn::chart(cx, reader, &material);
        let groups = model::groups(cx, reader, &material, true);
        sheets::groups::body(reader, chart.as_ref(), &groups)
    }

    fn material<'a>(&'a self, module: &'a Module, state: &'a ListState) -> Material<'a> {
        Material {
            module,
            state,
            level: &self.levels[0],
            heaps: self.heaps.clone(),
            inner: self.inner.clone(),
        }
    }
}

/// The inside of a group: further groups.
pub async fn inside(
    visitor: &Visitor,
    module: &Module,
    state: &ListState,
    question: &ListQuery,
) -> Answer {
    let cx = visitor.cx();
    let found = Grouped::find(cx, module, state, question).await.for_(visitor)?;
    let found = found.ok_or(kernel::Error::NotFound).for_(visitor)?;
    let known = found.names(cx).await.for_(visitor)?;
    let reader = reader(visitor, &known);
    let groups = model::groups(cx, reader, &found.material(module, state), false);
    Ok(part(StatusCode::OK, sheets::groups::groups(reader, &groups)))
}

/// The inside of a group of the last level: its first records.
pub async fn rows(
    visitor: &Visitor,
    module: &Module,
    state: &ListState,
    question: &ListQuery,
) -> Answer {
    let cx = visitor.cx();
    let question = ListQuery { limit: ROWS, ..question.clone() };
    let found = records::find(cx, &module.code, &question).await.for_(visitor)?;
    let links = names::links(found.values());
    let known = names::make(cx, &links, &found.titles, found.names.clone());
    let page = model::rows(cx, module, state, &found);
    Ok(part(StatusCode::OK, sheets::groups::rows(reader(visitor, &known), &page)))
}

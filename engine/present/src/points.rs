//! The page model of a list as a map.

use access::FieldRight;
use atlas::{Map, Mark, Sight, heaps};
use catalog::{Field, FieldType, Module};
use kernel::{Circle, GeoPoint, Result, Value};
use records::{Cx, ListQuery, Record};
use sheets::map as view;
use ui::{fields as values, format};

use crate::head;
use crate::list_state::ListState;

/// Records that are drawn.
pub const SHOWN: usize = 2_000;
/// Records that are read at once.
const PORTION: usize = 500;
/// Records that are named beside the map.
const NAMED: usize = 100;
/// From this zoom on only what lies around the middle is asked for.
const NEAR: u8 = 14;
/// Records without a place that are counted.
pub const COUNTED: u64 = 10_000;

/// Which piece of the earth is looked at, and which field says where records are.
pub struct Plan<'a> {
    /// The module.
    pub module: &'a Module,
    /// The field with the point.
    pub by: &'a Field,
    /// What is looked at; none for all of them.
    pub sight: Option<Sight>,
}

/// Records that have a place.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// As many as are drawn.
    pub records: Vec<Record>,
    /// Whether there are more.
    pub is_bounded: bool,
    /// How many have none.
    pub nowhere: Option<records::Count>,
}

/// Fields that say where a record is, as far as the reader may see them.
pub fn fields<'a>(cx: &Cx, module: &'a Module) -> impl Iterator<Item = &'a Field> {
    let seen = |field: &&Field| {
        let right = cx.actor.rights.field(&module.code, &field.name);
        field.kind == FieldType::Geo && right != FieldRight::Hidden
    };
    module.fields.iter().filter(seen)
}

impl<'a> Plan<'a> {
    /// What an address says; what is no sight is all of them.
    pub fn of(
        cx: &Cx,
        module: &'a Module,
        (by, sight): (Option<&str>, Option<&str>),
    ) -> Option<Self> {
        let mut all = fields(cx, module);
        let by = match by {
            Some(by) => all.find(|field| field.name == by),
            None => all.next(),
        };
        Some(Plan { module, by: by?, sight: sight.and_then(Sight::parse) })
    }

    /// The condition on records that have a place; only near ones where the map is near.
    fn condition(&self) -> String {
        let by = &self.by.name;
        let near = self.sight.filter(|sight| NEAR <= sight.zoom());
        // The earth is no plane, so a little more is asked for than is seen.
        let circle = near.and_then(|sight| Circle::new(sight.centre(), sight.reach() * 6 / 5));
        match circle {
            Some(circle) => format!("{by} within \"{circle}\""),
            None => format!("{by} is not empty"),
        }
    }

    fn question(&self, list: &ListQuery, own: &str) -> ListQuery {
        ListQuery {
            filter: joined(&list.filter, own),
            fields: vec![self.by.name.clone()],
            limit: PORTION,
            after: None,
            ..list.clone()
        }
    }

    /// Reads the records that are drawn, and counts those without a place.
    ///
    /// # Errors
    /// As `records::find`.
    pub async fn read(&self, cx: &Cx, list: &ListQuery) -> Result<Placed> {
        let code = &self.module.code;
        let mut question = self.question(list, &self.condition());
        let mut placed = Placed::default();
        while placed.records.len() < SHOWN {
            let page = records::find(cx, code, &question).await?.page;
            placed.records.extend(page.records);
            placed.is_bounded = page.next.is_some();
            let Some(next) = page.next else { break };
            question.after = Some(next);
        }
        let nowhere = self.question(list, &format!("{} is empty", self.by.name));
        placed.nowhere = Some(records::count(cx, code, &nowhere, COUNTED).await?);
        Ok(placed)
    }
}

fn joined(filter: &str, own: &str) -> String {
    match filter.trim() {
        "" => own.to_owned(),
        filter => format!("({filter}) and {own}"),
    }
}

/// What the page is made of.
struct Page<'a> {
    cx: &'a Cx,
    reader: ui::Cx<'a>,
    plan: &'a Plan<'a>,
    state: &'a ListState,
    sight: Sight,
}

/// Makes the page model.
pub fn page(
    cx: &Cx,
    reader: ui::Cx<'_>,
    plan: &Plan<'_>,
    (state, placed): (&ListState, &Placed),
) -> view::MapPage {
    let at = |record: &Record| match record.value(plan.module, &plan.by.name) {
        Value::Point(point) => Some(*point),
        _ => None,
    };
    let all = placed.records.iter().filter_map(|record| Some((record, at(record)?)));
    let (records, points): (Vec<&Record>, Vec<GeoPoint>) = all.unzip();
    let sight = plan.sight.unwrap_or_else(|| Sight::of(points.iter().copied()));
    let page = Page { cx, reader, plan, state, sight };
    let pairs = records.iter().copied().zip(points.iter().copied());
    let seen: Vec<(&Record, GeoPoint)> =
        pairs.filter(|(_, point)| sight.place(*point).is_some()).collect();
    let label = head::field_label(cx, plan.module, &plan.by.name);
    let title = page.fill("ui.map.title", &[("field", &label)]);
    let marks = heaps(sight, &points).into_iter().map(|heap| page.mark(&heap, &records, &points));
    let map = Map { title: title.clone(), sight, marks: marks.collect(), scale: page.scale() };
    view::MapPage {
        picture: atlas::draw(&map),
        title,
        count: page.number("ui.map.count", seen.len() as u64),
        moves: page.moves(),
        by: page.by(),
        bounded: placed.is_bounded.then(|| page.number("ui.map.bounded", SHOWN as u64)),
        nowhere: page.nowhere(placed.nowhere),
        entries: page.entries(&seen),
        more: (NAMED < seen.len()).then(|| {
            let filter = joined(&state.filter, &plan.condition());
            (page.number("ui.map.more", (seen.len() - NAMED) as u64), page.listed(filter))
        }),
        empty: seen.is_empty().then(|| cx.text("ui.map.empty").to_owned()),
    }
}

impl Page<'_> {
    fn fill(&self, key: &str, words: &[(&str, &str)]) -> String {
        self.cx.catalog.texts().fill(self.cx.locale.language, key, words)
    }

    fn number(&self, key: &str, n: u64) -> String {
        self.fill(key, &[("n", &format::integer(self.reader, n))])
    }

    fn looking(&self, sight: Sight) -> String {
        self.state.changed(self.plan.module, |state| state.sight = Some(sight.to_string()))
    }

    fn listed(&self, filter: String) -> String {
        let module = self.plan.module;
        self.state.as_list(module).changed(module, |state| state.filter = filter)
    }

    fn href(&self, record: &Record) -> String {
        format!("/{}/{}", self.plan.module.plural, record.id)
    }

    /// One record leads to its page, several to a closer look, or to a list where there is none.
    fn mark(&self, heap: &atlas::Heap, records: &[&Record], points: &[GeoPoint]) -> Mark {
        let (at, n) = (heap.at, heap.points.len());
        if let [one] = heap.points[..] {
            let record = records[one];
            return Mark { at, n, label: record.title.clone(), href: self.href(record) };
        }
        let inside = heap.points.iter().map(|at| points[*at]);
        let closer = Sight::of(inside.clone());
        if self.sight.zoom() < closer.zoom() {
            let label = self.number("ui.map.closer", n as u64);
            return Mark { at, n, label, href: self.looking(closer) };
        }
        let label = self.number("ui.map.together", n as u64);
        let around = (0..8).filter_map(|n| Circle::new(closer.centre(), 10_i64.pow(n)));
        let around = around.into_iter().find(|circle| inside.clone().all(|at| circle.holds(at)));
        let own = around.map(|circle| format!("{} within \"{circle}\"", self.plan.by.name));
        let filter = joined(&self.state.filter, &own.unwrap_or_else(|| self.plan.condition()));
        Mark { at, n, label, href: self.listed(filter) }
    }

    fn moves(&self) -> Vec<(&'static str, &'static str, String)> {
        let sight = self.sight;
        let beside = |east, south| Some(sight.moved(east, south));
        let ways = [
            ("ui.map.nearer", "plus", sight.zoomed(2)),
            ("ui.map.farther", "minus", sight.zoomed(-2)),
            ("ui.map.west", "arrow-left", beside(-0.4, 0.0)),
            ("ui.map.north", "arrow-up", beside(0.0, -0.4)),
            ("ui.map.south", "arrow-down", beside(0.0, 0.4)),
            ("ui.map.east", "arrow-right", beside(0.4, 0.0)),
        ];
        let ways = ways.into_iter().filter_map(|(key, sign, to)| Some((key, sign, to?)));
        let all = self.state.changed(self.plan.module, |state| state.sight = None);
        let ways = ways.map(|(key, sign, to)| (key, sign, self.looking(to)));
        ways.chain([("ui.map.all", "maximize-2", all)]).collect()
    }

    fn by(&self) -> Vec<(String, String, bool)> {
        let (cx, module) = (self.cx, self.plan.module);
        let choice = |field: &Field| {
            let name = field.name.clone();
            let href = self.state.changed(module, |state| state.map = Some(name));
            let label = head::field_label(cx, module, &field.name);
            (label, href, field.name == self.plan.by.name)
        };
        fields(cx, module).map(choice).collect()
    }

    fn nowhere(&self, count: Option<records::Count>) -> Option<(String, String)> {
        let count = count.filter(|count| 0 < count.n)?;
        let key = if count.is_exact { "ui.map.nowhere" } else { "ui.map.nowhere_many" };
        let own = format!("{} is empty", self.plan.by.name);
        Some((self.number(key, count.n), self.listed(joined(&self.state.filter, &own))))
    }

    fn entries(&self, seen: &[(&Record, GeoPoint)]) -> Vec<view::Entry> {
        let entry = |(record, point): &(&Record, GeoPoint)| view::Entry {
            title: record.title.clone(),
            href: self.href(record),
            place: values::words(self.reader, self.plan.by, &Value::Point(*point)),
        };
        seen.iter().take(NAMED).map(entry).collect()
    }

    fn scale(&self) -> String {
        let (_, metres) = self.sight.scale();
        let metres = metres.unsigned_abs();
        match metres {
            0..1_000 => format!("{metres} m"),
            _ => format!("{} km", format::integer(self.reader, metres / 1_000)),
        }
    }
}

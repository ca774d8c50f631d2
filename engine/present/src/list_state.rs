//! The state of a list, as it stands in the address.

use catalog::{FieldType, Module};
use kernel::Error;
use records::{Cursor, ListQuery, Towards};
use social::{Grouping, ListView, ViewDefinition};
use ui::fields::Form;
use ui::views::shell::Density;

use crate::place::escaped;

/// Rows of a page.
pub const ROWS: usize = 50;

/// The state of a list: a view and what was changed in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListState {
    /// Address of the list.
    pub base: String,
    /// The view.
    pub view: Option<uuid::Uuid>,
    /// Condition in the filter language.
    pub filter: String,
    /// Sort such as `-name`.
    pub sort: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The field whose values are the lanes; none for a list.
    pub lanes: Option<String>,
    /// The field with the days on which records stand, for a calendar.
    pub calendar: Option<String>,
    /// The month that a calendar shows, where it is chosen, such as `2026-11`.
    pub month: Option<String>,
    /// The field that says where records are, for a map.
    pub map: Option<String>,
    /// What a map looks at, where it is chosen, such as `48.137154,11.576124,16`.
    pub sight: Option<String>,
    /// Its groups, and what is drawn of them.
    pub grouping: Grouping,
    /// Whether the view has groups of its own, so that an address has to say when there are none.
    pub has_own_groups: bool,
    /// Rows of a page, where they are chosen.
    pub rows: Option<u16>,
    /// Height of rows, where it is chosen.
    pub density: Option<String>,
    /// Text searched for.
    pub search: String,
    /// Where the page begins, and which way it goes.
    pub cursor: Option<(Towards, Cursor)>,
    /// Whether the records are to be counted.
    pub is_counted: bool,
    /// Whether numbers and amounts are to be summed up.
    pub is_summed: bool,
    /// Whether the reader begins with a view, so that all records have to be asked for.
    pub has_first: bool,
}

impl ListState {
    /// Reads the state of a list from a query; what the query does not say comes from the view, and
    /// what that does not say from the module.
    pub fn read(module: &Module, query: &Form, views: &[ListView]) -> Result<Self, Error> {
        let view = query.get("view").and_then(|id| uuid::Uuid::parse_str(id).ok());
        let saved = views.iter().find(|known| Some(known.id) == view);
        let of_view = saved.map(|view| view.definition.clone()).unwrap_or_default();
        let text = |name: &str, fallback: &str| query.get(name).unwrap_or(fallback).to_owned();
        // The check boxes of the menu post one name each, an address holds them in one word.
        let chosen: Vec<&str> = query.all("column").collect();
        let columns = match chosen.is_empty() {
            true => text("columns", &of_view.columns.join(",")),
            false => chosen.join(","),
        };
        let columns: Vec<String> = columns
            .split(',')
            .map(str::trim)
            .filter(|name| is_column(module, name))
            .map(str::to_owned)
            .collect();
        let cursor = match (query.get("after"), query.get("before")) {
            (Some(text), _) => Some((Towards::Next, cursor(text)?)),
            (None, Some(text)) => Some((Towards::Previous, cursor(text)?)),
            (None, None) => None,
        };
        Ok(ListState {
            base: format!("/{}", module.plural),
            view: saved.map(|view| view.id),
            filter: text("filter", &of_view.filter),
            sort: text("sort", &of_view.sort),
            columns: if columns.is_empty() { module.list.columns.clone() } else { columns },
            lanes: None,
            calendar: None,
            month: None,
            map: None,
            sight: None,
            rows: rows(query.get("rows"))
                .or(of_view.rows)
                .filter(|n| of_view.rows.is_some() || usize::from(*n) != ROWS),
            density: density(query.get("density").or(of_view.density.as_deref())),
            has_own_groups: !of_view.grouping.is_none(),
            grouping: grouping(query, &of_view.grouping),
            search: text("q", ""),
            cursor,
            is_counted: query.get("count") == Some("1"),
            is_summed: query.get("sums") == Some("1"),
            has_first: views.iter().any(|view| view.is_default),
        })
    }

    /// The same question as a board, in the lanes that the query, the view or the module names.
    ///
    /// # Errors
    /// `Invalid` at `by`; `NotFound` where nothing can be lanes.
    pub fn into_board(
        self,
        module: &Module,
        query: &Form,
        views: &[ListView],
    ) -> Result<Self, Error> {
        let view = views.iter().find(|known| Some(known.id) == self.view);
        let kept = view.and_then(|view| view.definition.lanes.clone());
        let own = || module.default_kanban().map(|kanban| kanban.by);
        let by = query.get("by").filter(|by| !by.is_empty()).map(str::to_owned);
        let by = by.or(kept).or_else(own).ok_or(Error::NotFound)?;
        if !module.has_lanes(&by) {
            return Err(Error::invalid("by", "no_lanes"));
        }
        let base = format!("/{}/kanban", module.plural);
        Ok(ListState { base, lanes: Some(by), cursor: None, ..self })
    }

    /// The same question as a calendar of a month, by the days that the query or the view names.
    pub fn into_calendar(self, module: &Module, query: &Form, views: &[ListView]) -> Self {
        let view = views.iter().find(|known| Some(known.id) == self.view);
        let kept = view.and_then(|view| view.definition.calendar.clone());
        let by = query.get("by").filter(|by| !by.is_empty()).map(str::to_owned);
        let month = query.get("month").map(str::to_owned);
        let base = format!("/{}/calendar", module.plural);
        ListState { base, calendar: by.or(kept), month, cursor: None, ..self }
    }

    /// The same question as a map, by the points that the query or the view names.
    pub fn into_map(self, module: &Module, query: &Form, views: &[ListView]) -> Self {
        let view = views.iter().find(|known| Some(known.id) == self.view);
        let kept = view.and_then(|view| view.definition.map.clone());
        let by = query.get("by").filter(|by| !by.is_empty()).map(str::to_owned);
        let sight = query.get("at").map(str::to_owned);
        let base = format!("/{}/map", module.plural);
        ListState { base, map: by.or(kept), sight, cursor: None, ..self }
    }

    /// The same question as a list.
    pub fn as_list(&self, module: &Module) -> Self {
        let base = format!("/{}", module.plural);
        let plain = ListState { lanes: None, calendar: None, map: None, ..self.clone() };
        ListState { base, month: None, sight: None, ..plain }
    }

    /// Whether filter, sort and columns are those of the module, and there are no groups.
    pub fn is_plain(&self, module: &Module) -> bool {
        self.grouping.is_none()
            && self.filter.is_empty()
            && self.sort.is_empty()
            && self.rows.is_none()
            && self.density.is_none()
            && self.columns == module.list.columns
    }

    /// What the shown view would be if it were saved now.
    pub fn definition(&self) -> ViewDefinition {
        ViewDefinition {
            columns: self.columns.clone(),
            filter: self.filter.clone(),
            sort: self.sort.clone(),
            lanes: self.lanes.clone(),
            calendar: self.calendar.clone(),
            map: self.map.clone(),
            grouping: self.grouping.clone(),
            rows: self.rows,
            density: self.density.clone(),
        }
    }

    /// Rows of a page.
    pub fn rows(&self) -> usize {
        self.rows.map_or(ROWS, usize::from)
    }

    /// The question for records.
    pub fn question(&self, module: &Module) -> ListQuery {
        let (towards, after) = match &self.cursor {
            Some((towards, cursor)) => (*towards, Some(cursor.clone())),
            None => (Towards::Next, None),
        };
        let mut fields = self.columns.clone();
        fields.extend(module.number_field().map(|field| field.name.clone()));
        fields.retain(|name| is_column(module, name));
        ListQuery {
            filter: self.filter.clone(),
            text: self.search.clone(),
            sort: self.sort.clone(),
            after,
            towards,
            limit: self.rows(),
            fields,
            in_bin: false,
        }
    }

    /// Names and values that stand for this state, without place and search.
    pub fn pairs(&self, module: &Module) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        let mut say = |name: &str, value: String| pairs.push((name.to_owned(), value));
        if let Some(view) = self.view {
            say("view", view.to_string());
        }
        if !self.filter.is_empty() || self.view.is_some() {
            say("filter", self.filter.clone());
        }
        if !self.sort.is_empty() || self.view.is_some() {
            say("sort", self.sort.clone());
        }
        if self.columns != module.list.columns || self.view.is_some() {
            say("columns", self.columns.join(","));
        }
        if let Some(rows) = self.rows {
            say("rows", rows.to_string());
        }
        if self.density.is_some() || self.view.is_some() {
            say("density", self.density.clone().unwrap_or_default());
        }
        let own = module.default_kanban().map(|kanban| kanban.by);
        if let Some(by) =
            self.lanes.as_ref().filter(|by| self.view.is_some() || Some(*by) != own.as_ref())
        {
            say("by", by.clone());
        }
        let (days, points) = ((&self.calendar, &self.month), (&self.map, &self.sight));
        let said = [("by", days.0), ("month", days.1), ("by", points.0), ("at", points.1)];
        for (name, said) in said {
            pairs.extend(said.iter().map(|said| (name.to_owned(), said.clone())));
        }
        let groups = self.grouping.pairs(self.has_own_groups);
        pairs.extend(groups.into_iter().map(|(name, value)| (name.to_owned(), value)));
        if pairs.is_empty() && self.has_first {
            pairs.push(("view".into(), "all".into()));
        }
        pairs
    }

    /// The address of this state.
    pub fn href(&self, module: &Module) -> String {
        let mut pairs = self.pairs(module);
        if !self.search.is_empty() {
            pairs.push(("q".into(), self.search.clone()));
        }
        if let Some((towards, cursor)) = &self.cursor {
            let name = if *towards == Towards::Next { "after" } else { "before" };
            pairs.push((name.into(), cursor.to_string()));
        }
        if self.is_counted {
            pairs.push(("count".into(), "1".into()));
        }
        if self.is_summed {
            pairs.push(("sums".into(), "1".into()));
        }
        address(&self.base, &pairs)
    }

    /// The address after a change that begins at the first page again.
    pub fn changed(&self, module: &Module, change: impl FnOnce(&mut ListState)) -> String {
        let mut state =
            ListState { cursor: None, is_counted: false, is_summed: false, ..self.clone() };
        change(&mut state);
        state.href(module)
    }
}

/// Whether something can be the name of a column: a field, or a path over a link.
fn is_column(module: &Module, name: &str) -> bool {
    let own = name.split_once('.').map_or(name, |(link, _)| link);
    let field = module.field(own);
    field.is_some_and(|field| own == name || matches!(field.kind, FieldType::Link { .. }))
}

/// Rows of a page, when it is one of the numbers that are offered.
pub fn rows(said: Option<&str>) -> Option<u16> {
    let rows = said?.parse().ok()?;
    social::ROWS.contains(&rows).then_some(rows)
}

/// A height of rows, when it is one.
pub fn density(said: Option<&str>) -> Option<String> {
    said.filter(|code| Density::from_code(code).is_some()).map(str::to_owned)
}

/// The levels of a menu come one by one, an address holds them in one word.
fn grouping(query: &Form, of_view: &Grouping) -> Grouping {
    let levels = ["level0", "level1", "level2"].map(|name| query.get(name));
    let by: Vec<&str> = levels.into_iter().flatten().filter(|level| !level.is_empty()).collect();
    let by = levels[0].map(|_| by.join(","));
    let said = |name: &str| match (name, &by) {
        ("group", Some(by)) => Some(by.as_str()),
        _ => query.get(name),
    };
    Grouping::read(said, of_view)
}

fn cursor(text: &str) -> Result<Cursor, Error> {
    Cursor::parse(text).ok_or_else(|| Error::invalid("cursor", "wrong_cursor"))
}

/// An address with a query.
pub fn address(base: &str, pairs: &[(String, String)]) -> String {
    let query: Vec<String> = pairs
        .iter()
        .map(|(name, value)| {
            let value: String = value.bytes().map(escaped).collect();
            format!("{name}={value}")
        })
        .collect();
    if query.is_empty() { base.to_owned() } else { format!("{base}?{}", query.join("&")) }
}

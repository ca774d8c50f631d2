//! Conditions as SQL, with the same three-valued answers as `catalog::filter::evaluate`.

use access::Scope;
use catalog::filter::{Check, Hop, Kind, Leaf, Path, Question, Resolved};
use catalog::{Catalog, Field, FieldType, Module};
use kernel::{Money, Value, sort_key, to_scaled};
use sql::{Param, Sql};

use super::read::push_scope_of_named;

/// What a condition is asked against: linked records that the scope does not reach are not asked.
type Ground<'a> = (&'a Catalog, &'a Scope);

/// Adds a condition on the rows of `t`, the table of the module.
pub fn push(sql: &mut Sql, ground: Ground<'_>, module: &Module, condition: &Resolved) {
    match condition {
        Resolved::And(parts) => join(sql, (ground, module), parts, (" AND ", "1 = 1")),
        Resolved::Or(parts) => join(sql, (ground, module), parts, (" OR ", "1 = 0")),
        Resolved::Not(part) => {
            sql.push("NOT (");
            push(sql, ground, module, part);
            sql.push(")");
        }
        Resolved::Check(asked) => match &asked.path.link {
            None => test(sql, Place { alias: "t", module, path: &asked.path }, &asked.check),
            Some(hop) => through(sql, ground, (hop, &asked.path), &asked.check),
        },
    }
}

/// Tells whether a condition names its rows, by their ids or by the record they link to.
pub fn names_rows(module: &Module, condition: &Resolved) -> bool {
    match condition {
        Resolved::And(parts) => parts.iter().any(|part| names_rows(module, part)),
        Resolved::Or(_) | Resolved::Not(_) => false,
        Resolved::Check(question) => {
            let Question { path, check } = question.as_ref();
            let is_key = match &path.leaf {
                Leaf::Id => true,
                Leaf::Field(name) => module.field(name).is_some_and(is_looked_up),
                Leaf::Title | Leaf::Part(..) | Leaf::Currency(_) => false,
            };
            is_key && path.link.is_none() && matches!(check, Check::OneOf(_))
        }
    }
}

/// How far a condition lets the values of a field go.
pub type Bounds = Vec<(&'static str, Param)>;

/// What a condition says of a field whose sort column holds the values themselves; the walk along
/// the index of the sort begins and ends there.
pub fn bounds(module: &Module, field: &str, condition: &Resolved) -> Bounds {
    let question = match condition {
        Resolved::And(parts) => {
            return parts.iter().flat_map(|part| bounds(module, field, part)).collect();
        }
        Resolved::Or(_) | Resolved::Not(_) => return Bounds::new(),
        Resolved::Check(question) => question.as_ref(),
    };
    let path = &question.path;
    let is_meant = path.link.is_none() && path.leaf == Leaf::Field(field.into());
    let is_same = matches!(
        path.kind,
        Kind::Date
            | Kind::Instant
            | Kind::Time
            | Kind::Duration
            | Kind::Number { .. }
            | Kind::Money
    );
    if !is_meant || !is_same {
        return Bounds::new();
    }
    let constant = |value| Place { alias: "t", module, path }.constant(value);
    match &question.check {
        Check::OneOf(values) => match values.as_slice() {
            [one] => vec![(" = ", constant(one))],
            _ => Bounds::new(),
        },
        Check::Below(value) => vec![(" < ", constant(value))],
        Check::AtMost(value) => vec![(" <= ", constant(value))],
        Check::Above(value) => vec![(" > ", constant(value))],
        Check::AtLeast(value) => vec![(" >= ", constant(value))],
        Check::Within(from, until) => vec![(" >= ", constant(from)), (" < ", constant(until))],
        Check::Empty | Check::Contains(_) | Check::StartsWith(_) | Check::Has(_) => Bounds::new(),
        Check::Near(_) => Bounds::new(),
    }
}

/// Tells whether a condition leaves one value of a field of the module.
pub fn is_fixed(condition: &Resolved, field: &str) -> bool {
    match condition {
        Resolved::And(parts) => parts.iter().any(|part| is_fixed(part, field)),
        Resolved::Or(_) | Resolved::Not(_) => false,
        Resolved::Check(question) => {
            let path = &question.path;
            let is_meant = path.link.is_none() && path.leaf == Leaf::Field(field.into());
            is_meant && matches!(&question.check, Check::OneOf(values) if values.len() == 1)
        }
    }
}

/// Tells whether values lie between two ends.
pub fn are_closed(bounds: &Bounds) -> bool {
    let has = |sign: char| bounds.iter().any(|(word, _)| word.contains(sign));
    bounds.iter().any(|(word, _)| *word == " = ") || (has('<') && has('>'))
}

fn is_looked_up(field: &Field) -> bool {
    field.unique || matches!(field.kind, FieldType::Link { .. })
}

fn join(
    sql: &mut Sql,
    (ground, module): (Ground<'_>, &Module),
    parts: &[Resolved],
    (word, of_nothing): (&str, &str),
) {
    if parts.is_empty() {
        sql.push(of_nothing);
    }
    sql.list(word, parts, |sql, part| {
        sql.push("(");
        push(sql, ground, module, part);
        sql.push(")");
    });
}

/// Asks the linked record; without one, or with one in the bin or out of reach, every value is
/// empty.
fn through(sql: &mut Sql, (catalog, scope): Ground<'_>, (hop, path): (&Hop, &Path), check: &Check) {
    let target = catalog.module(&hop.module).expect("a path was checked against the catalog");
    let place = Place { alias: "h", module: target, path };
    let from = |sql: &mut Sql| {
        sql.push(" FROM ").table(&target.plural).push(" h WHERE h.id = ");
        sql.column("t", &format!("{}_id", hop.field)).push(" AND h.trashed_at IS NULL");
        push_scope_of_named(sql, "h", target, scope);
    };
    if let Check::Empty = check {
        sql.push("NOT EXISTS (SELECT 1");
        from(sql);
        sql.push(" AND NOT (");
        test(sql, place, check);
        sql.push("))");
    } else {
        // A scalar subselect without a row is NULL, which is the third answer.
        sql.push("(SELECT ");
        test(sql, place, check);
        from(sql);
        sql.push(")");
    }
}

/// A value of one table.
#[derive(Clone, Copy)]
struct Place<'a> {
    alias: &'a str,
    module: &'a Module,
    path: &'a Path,
}

fn test(sql: &mut Sql, place: Place<'_>, check: &Check) {
    match check {
        Check::Empty => place.is_empty(sql),
        Check::OneOf(values) => {
            place.value(sql);
            match values.as_slice() {
                [one] => sql.push(" = ").bind(place.constant(one)),
                many => {
                    sql.push(" IN (").binds(many.iter().map(|value| place.constant(value)));
                    sql.push(")")
                }
            };
        }
        Check::Below(value) => place.ordered(sql, " < ", value),
        Check::AtMost(value) => place.ordered(sql, " <= ", value),
        Check::Above(value) => place.ordered(sql, " > ", value),
        Check::AtLeast(value) => place.ordered(sql, " >= ", value),
        Check::Within(from, until) => {
            place.ordered(sql, " >= ", from);
            sql.push(" AND ");
            place.ordered(sql, " < ", until);
        }
        Check::Contains(text) => sql.dialect().contains(sql, |sql| place.folded(sql), text),
        Check::StartsWith(text) => sql.dialect().starts_with(sql, |sql| place.folded(sql), text),
        Check::Near(circle) => sql::near(sql, (place.alias, place.path.leaf.field()), *circle),
        Check::Has(code) => {
            let code = format!("|{code}|");
            sql.dialect().contains(sql, |sql| place.value(sql), &code);
        }
    }
}

impl Place<'_> {
    /// The column that holds the value, empty where the value is.
    fn value(self, sql: &mut Sql) {
        match &self.path.leaf {
            Leaf::Id => sql.column(self.alias, "id"),
            // The title is never NULL; a record without one has an empty text.
            Leaf::Title => sql.push("NULLIF(").column(self.alias, "title").push(", '')"),
            Leaf::Field(name) => match self.path.kind {
                Kind::Link { .. } | Kind::Principal => {
                    sql.column(self.alias, &format!("{name}_id"))
                }
                Kind::Point => sql.column(self.alias, &format!("{name}_lat")),
                _ => sql.column(self.alias, name),
            },
            Leaf::Part(name, part) => sql.column(self.alias, &format!("{name}_{part}")),
            Leaf::Currency(name) => sql.column(self.alias, &format!("{name}_currency")),
        };
    }

    fn is_empty(self, sql: &mut Sql) {
        let Kind::Address = self.path.kind else {
            self.value(sql);
            sql.push(" IS NULL");
            return;
        };
        let name = self.path.leaf.field().expect("an address is a field");
        sql.list(" AND ", kernel::Address::PARTS, |sql, part| {
            sql.column(self.alias, &format!("{name}_{part}")).push(" IS NULL");
        });
    }

    fn ordered(self, sql: &mut Sql, operator: &str, value: &Value) {
        let (Kind::Text { .. }, Value::Text(text)) = (&self.path.kind, value) else {
            self.value(sql);
            sql.push(operator).bind(self.constant(value));
            return;
        };
        // A sort key is never NULL, so the text itself has to say whether there is one.
        sql.push("CASE WHEN ");
        self.value(sql);
        sql.push(" IS NOT NULL THEN ");
        let name = self.path.leaf.field().unwrap_or("title");
        sql.column(self.alias, &format!("{name}_sort")).push(operator).bind(sort_key(text));
        sql.push(" END");
    }

    fn folded(self, sql: &mut Sql) {
        let name = self.path.leaf.field().expect("only fields have folded copies");
        sql.column(self.alias, &format!("{name}_fold"));
    }

    fn constant(self, value: &Value) -> Param {
        match value {
            Value::Text(text) => text.as_str().into(),
            Value::Decimal(number) => {
                let name = self.path.leaf.field().unwrap_or_default();
                let scale = self.module.field(name).and_then(|field| field.kind.scale());
                to_scaled(*number, scale.unwrap_or(Money::SCALE)).into()
            }
            Value::Date(day) => day.days().into(),
            Value::Instant(at) => (*at).into(),
            Value::Time(time) => time.seconds().into(),
            Value::Duration(seconds) => (*seconds).into(),
            Value::Bool(flag) => (*flag).into(),
            Value::Link(link) => link.id.into(),
            Value::Principal(id) => (*id).into(),
            Value::Empty
            | Value::Rich(_)
            | Value::Money(_)
            | Value::Codes(_)
            | Value::Address(_)
            | Value::Point(_)
            | Value::File(_)
            | Value::Several(_)
            | Value::Lines(_) => Param::Null,
        }
    }
}

//! From the raw definition to the checked one.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::kind::{default_value, field_type, follows, personal, whose};
use super::raw::{RawAction, RawBlock, RawField, RawModule};
use super::series::{number_series, relation};
use super::states::picklist;
use super::{ReadError, line_of};
use crate::definition::{
    Action, Block, CardPlace, Field, FieldType, Laid, ListDefault, Module, Picklist, RelatedList,
    Title,
};

/// Addresses that no module may take.
const RESERVED: [&str; 26] = [
    "p",
    "login",
    "logout",
    "setup",
    "search",
    "settings",
    "me",
    "api",
    "assets",
    "dav",
    "healthz",
    "readyz",
    "metrics",
    "bin",
    "import",
    "files",
    "jobs",
    "undo",
    "modules",
    "docs",
    "session",
    "messages",
    "create",
    "favourites",
    "keys",
    "changes",
];

/// The word for a link that may lead to a record of any other module.
pub const ANY: &str = "any";

/// A definition with what belongs to the catalog as a whole.
pub struct ReadModule {
    /// The module.
    pub module: Module,
    /// Pick lists it brings along.
    pub picklists: BTreeMap<String, Picklist>,
    /// Related lists it adds to other modules, by their code.
    pub related: Vec<(String, RelatedList)>,
}

/// Reads one definition file.
///
/// # Errors
/// The first mistake, with its line.
pub fn read_module(text: &str) -> Result<ReadModule, ReadError> {
    let raw: RawModule = toml::from_str(text).map_err(|e| syntax_error(text, &e))?;
    let reader = Reader { text };
    reader.module(raw)
}

pub(super) fn syntax_error(text: &str, error: &toml::de::Error) -> ReadError {
    let line = error.span().map_or(1, |span| line_of(text, span.start));
    ReadError { line, message: error.message().into() }
}

type RawCard = BTreeMap<CardPlace, Spanned<String>>;
type Card = BTreeMap<CardPlace, String>;

/// Fields with related lists by the module they are shown at.
type Fields = (Vec<Field>, Vec<(String, RelatedList)>);

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
}

impl Reader<'_> {
    fn module(&self, raw: RawModule) -> Result<ReadModule, ReadError> {
        self.names(&raw)?;
        let code = raw.module.into_inner();
        let (mut fields, related) = self.fields(&code, raw.fields)?;
        fields.extend(Field::system_fields());
        let known = |name: &Spanned<String>| self.known(&fields, name);
        let columns = raw.list.columns.iter().map(known).collect::<Result<_, _>>()?;
        let actions = raw.actions.into_iter().map(|(name, value)| self.action(name, value));
        let states = raw.pipeline.as_ref().map(|raw| self.pipeline(&fields, raw)).transpose()?;
        let (pipeline, stages) = states.unzip();
        let story = raw.story.as_ref().map(|raw| self.story(&fields, raw)).transpose()?;
        let figures = raw.figure.iter().map(|raw| self.figure(&fields, raw));
        let figures = figures.collect::<Result<_, _>>()?;
        let kanban = raw.kanban.as_ref().map(|raw| self.kanban(&fields, raw)).transpose()?;
        let views = self.views(&fields, &raw.view, kanban.as_ref())?;
        let module = Module {
            plural: raw.plural.into_inner(),
            area: raw.area,
            icon: raw.icon,
            title: self.title(&fields, &raw.title)?,
            number: raw.number.map(number_series),
            blocks: self.blocks(&fields, raw.block)?,
            list: ListDefault { columns, sort: self.sort(&fields, &raw.list.sort)? },
            key_facts: raw.key_facts.iter().map(known).collect::<Result<_, _>>()?,
            brief: raw.brief.iter().map(known).collect::<Result<_, _>>()?,
            quick_create: raw.quick_create.iter().map(known).collect::<Result<_, _>>()?,
            duplicates: self.duplicates(&fields, &raw.duplicates)?,
            likeness: self.likeness(&fields, raw.likeness.as_ref())?,
            dependencies: self.dependencies(&fields, raw.dependency)?,
            related: Vec::new(),
            laid: Laid::default(),
            relations: raw.relation.into_iter().map(relation).collect(),
            actions: actions.collect::<Result<_, _>>()?,
            figures,
            reminder: raw.reminder.as_ref().map(|raw| self.reminder(&fields, raw)).transpose()?,
            counted: raw.side_bar.map(|bar| bar.count),
            alias: raw.alias,
            alias_fields: self.alias_fields(&fields, &raw.alias_fields)?,
            card: self.card(&fields, &raw.card)?,
            is_person: raw.person,
            pipeline,
            story,
            kanban,
            views,
            fields,
            code,
        };
        let picklists = raw.picklist.into_iter().map(|(name, list)| (name, picklist(list)));
        let picklists = picklists.chain(stages).collect();
        Ok(ReadModule { module, picklists, related })
    }

    fn blocks(&self, fields: &[Field], raw: Vec<RawBlock>) -> Result<Vec<Block>, ReadError> {
        let block = |block: RawBlock| {
            let names = block.fields.iter().map(|name| self.known(fields, name));
            Ok(Block { fields: names.collect::<Result<_, _>>()?, name: block.name })
        };
        raw.into_iter().map(block).collect()
    }

    fn card(&self, fields: &[Field], raw: &RawCard) -> Result<Card, ReadError> {
        raw.iter().map(|(at, name)| Ok((*at, self.known(fields, name)?))).collect()
    }

    /// The fields, and the related lists that links among them add to other modules.
    fn fields(&self, code: &str, table: toml::Table) -> Result<Fields, ReadError> {
        let mut related = Vec::new();
        let mut fields = Vec::new();
        for (name, value) in table {
            let (field, list) = self.field(&name, value)?;
            if let (FieldType::Link { to, .. }, Some(list)) = (&field.kind, list) {
                let is_from_any = to.iter().any(|target| target == ANY);
                let entry = RelatedList::new(list, (code, &name), is_from_any);
                related.extend(to.iter().map(|target| (target.clone(), entry.clone())));
            }
            fields.push(field);
        }
        Ok((fields, related))
    }

    fn names(&self, raw: &RawModule) -> Result<(), ReadError> {
        for name in [&raw.module, &raw.plural] {
            if !is_name(name.get_ref()) {
                return Err(self.at(name, "a name is lower-case letters, digits and _"));
            }
        }
        if RESERVED.contains(&raw.plural.get_ref().as_str()) {
            let message = format!("`{}` is reserved for the program", raw.plural.get_ref());
            return Err(self.at(&raw.plural, &message));
        }
        Ok(())
    }

    pub(super) fn field(
        &self,
        name: &str,
        value: toml::Value,
    ) -> Result<(Field, Option<String>), ReadError> {
        let line = self.field_line(name);
        let fail = |message: String| ReadError { line, message };
        if !is_name(name) {
            return Err(fail(format!("field name `{name}` is not lower-case letters, digits, _")));
        }
        let raw = RawField::deserialize(value)
            .map_err(|e| fail(e.message().lines().next().unwrap_or_default().into()))?;
        let kind = field_type(&raw).map_err(fail)?;
        let base = Field::plain(name, kind.clone());
        if raw.several && !matches!(kind, FieldType::Email | FieldType::Phone | FieldType::Address)
        {
            return Err(fail("`several` fits email, phone and address only".into()));
        }
        if raw.sort && !kind.is_sortable() {
            return Err(fail(format!("type {} has no order, `sort` does not fit", raw.kind)));
        }
        if raw.unique && (raw.several || !kind.is_textual()) {
            return Err(fail("`unique` fits a single line of text only".into()));
        }
        follows(&raw, &kind).map_err(fail)?;
        let field = Field {
            required: raw.required,
            unique: raw.unique,
            several: raw.several,
            search: raw.search,
            sort: raw.sort,
            computed: raw.computed || raw.formula.is_some() || raw.rollup.is_some(),
            formula: raw.formula,
            rollup: raw.rollup,
            discloses: raw.discloses,
            inside: raw.inside,
            seen_with: whose(raw.seen_with.as_deref().unwrap_or_default()).map_err(fail)?,
            default: raw.default.map(default_value),
            max_length: raw.max_length.unwrap_or(base.max_length),
            personal: personal(raw.personal.as_deref()).map_err(fail)?,
            visible_if: raw.visible_if,
            required_if: raw.required_if,
            valid_if: raw.valid_if,
            locked_after: raw.locked_after,
            labels: raw.labels,
            headings: raw.headings,
            ..base
        };
        Ok((field, raw.related_list))
    }

    fn action(&self, name: String, value: toml::Value) -> Result<Action, ReadError> {
        let raw = RawAction::deserialize(value).map_err(|e| ReadError {
            line: line_of(self.text, self.text.find(&format!("[actions.{name}]")).unwrap_or(0)),
            message: e.message().lines().next().unwrap_or_default().into(),
        })?;
        let asks =
            raw.asks.clone().into_iter().map(|(name, value)| Ok(self.field(&name, value)?.0));
        let asks = asks.collect::<Result<_, _>>()?;
        let RawAction { from, to, right, undo: is_reversible, bulk: is_for_many, .. } = raw;
        Ok(Action { name, from, to, right, asks, is_reversible, is_for_many })
    }

    fn field_line(&self, name: &str) -> usize {
        let inside = self.text.find("[fields]").unwrap_or(0);
        let wanted = |line: &str| {
            line.trim_start()
                .strip_prefix(name)
                .is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        let before = line_of(self.text, inside);
        self.text[inside..].lines().position(wanted).map_or(before, |n| before + n)
    }

    pub(super) fn known(
        &self,
        fields: &[Field],
        name: &Spanned<String>,
    ) -> Result<String, ReadError> {
        match fields.iter().any(|field| field.name == *name.get_ref()) {
            true => Ok(name.get_ref().clone()),
            false => Err(self.at(name, &format!("there is no field `{}`", name.get_ref()))),
        }
    }

    pub(super) fn sort(
        &self,
        fields: &[Field],
        sort: &Spanned<String>,
    ) -> Result<String, ReadError> {
        let name = sort.get_ref().trim_start_matches('-');
        let sortable = name == "title" || fields.iter().any(|f| f.name == name && f.sort);
        match sortable {
            true => Ok(sort.get_ref().clone()),
            false => Err(self.at(sort, &format!("`{name}` is not a field with sort = true"))),
        }
    }

    fn title(&self, fields: &[Field], title: &Spanned<String>) -> Result<Title, ReadError> {
        let parsed = Title::parse(title.get_ref());
        for name in parsed.fields() {
            if !fields.iter().any(|field| field.name == name) {
                return Err(self.at(title, &format!("the title names no field `{name}`")));
            }
        }
        Ok(parsed)
    }

    pub(super) fn at<T>(&self, place: &Spanned<T>, message: &str) -> ReadError {
        ReadError { line: line_of(self.text, place.span().start), message: message.into() }
    }
}

/// Tells whether a text can name a module, a field or a table.
pub fn is_name(name: &str) -> bool {
    name.len() <= 48
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = r#"module = "book"
plural = "books"
title = "{name}"
area = "tools"
icon = "book"

[fields]
name = { type = "text", required = true, search = true, sort = true }
pages = { type = "decimal" }

[[block]]
name = "main"
fields = ["name", "pages"]

[list]
columns = ["name"]
sort = "name"
"#;

    fn error_of(change: (&str, &str)) -> String {
        let Err(error) = read_module(&BOOK.replace(change.0, change.1)) else {
            panic!("accepted {change:?}")
        };
        error.to_string()
    }

    #[test]
    fn a_definition_is_read() {
        let read = read_module(BOOK).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(read.module.fields.len(), 2 + 4);
        assert!(read.module.field("name").is_some_and(|field| field.required && field.sort));
    }

    #[test]
    fn fields_and_actions_keep_the_order_of_the_file() {
        let actions = "[actions.read]\nright = 'read'\n[actions.lend]\nright = 'lend'\n";
        let text = BOOK.replace("pages = {", "zoo = { type = \"bool\" }\npages = {") + actions;
        let read = read_module(&text).unwrap_or_else(|e| panic!("{e}"));
        let names: Vec<&str> = read.module.fields.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names[..3], ["name", "zoo", "pages"]);
        let actions: Vec<&str> = read.module.actions.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(actions, ["read", "lend"]);
    }

    #[test]
    fn mistakes_carry_their_line() {
        let unknown = error_of(("required = true", "requird = true"));
        assert!(unknown.starts_with("line 8: unknown field `requird`, expected"), "{unknown}");
        assert_eq!(
            error_of((r#"["name", "pages"]"#, r#"["nam"]"#)),
            "line 13: there is no field `nam`"
        );
        assert_eq!(
            error_of(("\"decimal\"", "\"image\", sort = true")),
            "line 9: type image has no order, `sort` does not fit"
        );
        assert_eq!(
            error_of(("\"decimal\"", "\"decimal\", unique = true")),
            "line 9: `unique` fits a single line of text only"
        );
        for (names, says) in [
            ("folio = 'pages.left'", "line 11: `pages.left` is no place"),
            ("folio = 'sheets'", "line 11: `sheets` is no place"),
            ("folio = 'pages'\nleaf = 'pages'", "line 12: `folio` says the same"),
        ] {
            let table = format!("pages = {{ type = \"decimal\" }}\n[alias_fields]\n{names}");
            assert_eq!(error_of(("pages = { type = \"decimal\" }", &table)), says);
        }
        assert_eq!(error_of(("decimal", "number9")), "line 9: unknown field type `number9`");
        assert_eq!(
            error_of(("\"books\"", "\"login\"")),
            "line 2: `login` is reserved for the program"
        );
        assert_eq!(
            error_of(("sort = \"name\"", "sort = \"pages\"")),
            "line 17: `pages` is not a field with sort = true"
        );
    }
}

//! The operations of the web service that moving in needs.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value as Json};

use super::ask::Client;
use super::trouble::Trouble;

/// What comments are called there.
pub const COMMENTS: &str = "ModComments";
/// What documents are called there.
pub const DOCUMENTS: &str = "Documents";

/// One row of an answer: texts by name.
pub type Told = Map<String, Json>;

/// A module of the other house, as it describes itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Described {
    /// Its name there.
    pub name: String,
    /// What several of its records are called.
    pub label: String,
    /// The number in front of the `x` of its ids.
    pub prefix: String,
    /// Names of the fields that name a record.
    pub titled: Vec<String>,
    /// Its fields.
    pub fields: Vec<DescribedField>,
}

/// A field of the other house.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DescribedField {
    /// Its name there.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// Word of its type.
    pub kind: String,
    /// Values to choose from, with what they are called.
    pub values: Vec<(String, String)>,
    /// Names of the modules that it refers to.
    pub refers: Vec<String>,
}

/// A file of the other house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileThere {
    /// Its name.
    pub name: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// The text of a value, whatever JSON it stands in.
pub fn scalar(json: &Json) -> String {
    match json {
        Json::String(text) => text.trim().to_owned(),
        Json::Bool(flag) => String::from(if *flag { "1" } else { "0" }),
        Json::Number(number) => number.to_string(),
        Json::Null | Json::Array(_) | Json::Object(_) => String::new(),
    }
}

fn text(json: &Json, name: &str) -> String {
    json.get(name).map(scalar).unwrap_or_default()
}

fn texts(json: &Json) -> Vec<String> {
    let list = json.as_array().into_iter().flatten();
    list.filter_map(|one| one.as_str().map(str::to_owned)).collect()
}

impl Client {
    /// Names of everything there is, with the label of one and whether it has records.
    pub async fn types(&self) -> Result<Vec<(String, String, bool)>, Trouble> {
        let said = self.get("listtypes", &[]).await?;
        let about = &said["information"];
        let of = |name: String| {
            let singular = text(&about[&name], "singular");
            let is_entity = about[&name]["isEntity"].as_bool().unwrap_or(false);
            (name, singular, is_entity)
        };
        Ok(texts(&said["types"]).into_iter().map(of).collect())
    }

    /// What a module is like.
    pub async fn describe(&self, name: &str) -> Result<Described, Trouble> {
        let said = self.get("describe", &[("elementType", name)]).await?;
        let fields = said["fields"].as_array().into_iter().flatten().map(described);
        Ok(Described {
            name: name.to_owned(),
            label: text(&said, "label"),
            prefix: text(&said, "idPrefix"),
            titled: text(&said, "labelFields").split(',').map(|n| n.trim().to_owned()).collect(),
            fields: fields.collect(),
        })
    }

    /// The rows of a query.
    pub async fn query(&self, query: &str) -> Result<Vec<Told>, Trouble> {
        let said = self.get("query", &[("query", query)]).await?;
        rows(said)
    }

    /// How many records a module has.
    pub async fn count(&self, name: &str) -> Result<u64, Trouble> {
        let rows = self.query(&format!("select count(*) from {name};")).await?;
        let count = rows.first().and_then(|row| row.get("count")).map(scalar);
        count.and_then(|count| count.parse().ok()).ok_or(Trouble::NotJson)
    }

    /// What kinds of records a kind is related to: their names, with the label of the relation.
    pub async fn related_types(&self, name: &str) -> Result<Vec<(String, String)>, Trouble> {
        let said = self.get("relatedtypes", &[("elementType", name)]).await?;
        let about = said["information"].as_object().into_iter().flatten();
        Ok(about.map(|(label, one)| (text(one, "name"), label.clone())).collect())
    }

    /// Records of a kind that hang on one.
    pub async fn related(
        &self,
        id: &str,
        (kind, label): (&str, &str),
    ) -> Result<Vec<Told>, Trouble> {
        let asked = [("id", id), ("relatedType", kind), ("relatedLabel", label)];
        rows(self.get("retrieve_related", &asked).await?)
    }

    /// One record as a whole.
    pub async fn retrieve(&self, id: &str) -> Result<Told, Trouble> {
        match self.get("retrieve", &[("id", id)]).await? {
            Json::Object(row) => Ok(row),
            _ => Err(Trouble::NotJson),
        }
    }

    /// A file.
    pub async fn file(&self, id: &str) -> Result<FileThere, Trouble> {
        let said = self.get("files_retrieve", &[("id", id)]).await?;
        let file = said.get(0).ok_or(Trouble::NotJson)?;
        let bytes = STANDARD.decode(text(file, "filecontents")).map_err(|_| Trouble::NotJson)?;
        Ok(FileThere { name: text(file, "filename"), bytes })
    }

    /// Ids of what was deleted in a module since a second of the clock there, and the second that
    /// is told up to; `true` when there is more.
    pub async fn gone(&self, name: &str, since: i64) -> Result<(Vec<String>, i64, bool), Trouble> {
        let since = since.to_string();
        let asked = [("modifiedTime", &*since), ("elementType", name), ("syncType", "application")];
        let said = self.get("sync", &asked).await?;
        let last = text(&said, "lastModifiedTime").parse().map_err(|_| Trouble::NotJson)?;
        Ok((texts(&said["deleted"]), last, said["more"].as_bool().unwrap_or(false)))
    }
}

fn rows(said: Json) -> Result<Vec<Told>, Trouble> {
    let Json::Array(rows) = said else { return Err(Trouble::NotJson) };
    let row = |row| match row {
        Json::Object(row) => Ok(row),
        _ => Err(Trouble::NotJson),
    };
    rows.into_iter().map(row).collect()
}

fn described(field: &Json) -> DescribedField {
    let kind = &field["type"];
    let values = kind["picklistValues"].as_array().into_iter().flatten();
    DescribedField {
        name: text(field, "name"),
        label: text(field, "label"),
        kind: text(kind, "name"),
        values: values.map(|one| (text(one, "value"), text(one, "label"))).collect(),
        refers: texts(&kind["refersTo"]),
    }
}

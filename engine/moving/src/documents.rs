//! Documents become files at the records that they belong to.

use kernel::{Error, FieldProblem, FileId, Link, Result};

use crate::client::{DOCUMENTS, FileThere, Told, Trouble, scalar};
use crate::here::here;
use crate::plan::Goes;
use crate::report::Line;
use crate::step::House;
use crate::take::{author, by};
use crate::tally::Tally;

/// Takes a portion of documents; their records were brought before.
pub(crate) async fn take(house: &House, rows: &[Told]) -> Result<(Tally, Vec<Line>)> {
    let (mut tally, mut lines) = (Tally::default(), Vec::new());
    for row in rows {
        let problem = match one(house, row).await? {
            Ok(true) => {
                tally.made += 1;
                continue;
            }
            Ok(false) => {
                tally.equal += 1;
                continue;
            }
            Err(problem) => problem,
        };
        tally.refused += 1;
        let at = (&*text(row, "id"), &*text(row, "notes_title"));
        lines.push(Line::of(DOCUMENTS, at, "refused", &problem));
    }
    Ok((tally, lines))
}

fn text(row: &Told, name: &str) -> String {
    row.get(name).map(scalar).unwrap_or_default()
}

/// Whether a document is new here; else what is in the way.
async fn one(house: &House, row: &Told) -> Result<Result<bool, FieldProblem>> {
    if text(row, "filelocationtype") == "E" {
        let problem = FieldProblem::new("", "moving_external");
        return Ok(Err(problem.with("value", text(row, "filename"))));
    }
    let links = match belongs_to(house, row).await? {
        Ok(links) => links,
        Err(problem) => return Ok(Err(problem)),
    };
    // A file that was replaced there is another one here.
    let words = ["id", "filename", "filesize"].map(|name| text(row, name)).join("/");
    let mut missing: Vec<(FileId, Link)> = Vec::new();
    for link in links {
        let id = house.known.ids.file(&words, link.id);
        if !house.files.is_known(&house.cx, id).await? {
            missing.push((id, link));
        }
    }
    if missing.is_empty() {
        return Ok(Ok(false));
    }
    let file = match fetched(house, row).await? {
        Ok(file) => file,
        Err(problem) => return Ok(Err(problem)),
    };
    let cx = by(&house.cx, author(&house.known, row), row);
    for (id, link) in missing {
        let bytes = file.bytes.clone();
        match house.files.take_over(&cx, (id, &link), &file.name, bytes).await {
            Err(Error::Invalid(mut problems)) => {
                let problem = problems.pop();
                return Ok(Err(problem.unwrap_or_else(|| FieldProblem::new("", "file_empty"))));
            }
            other => other?,
        }
    }
    Ok(Ok(true))
}

/// The records here that a document belongs to.
async fn belongs_to(house: &House, row: &Told) -> Result<Result<Vec<Link>, FieldProblem>> {
    let related = house.related.get_or_try_init(|| relations(house)).await;
    let related = match related {
        Ok(related) => related,
        Err(Trouble::Fault(..) | Trouble::Status(500)) => {
            return Ok(Err(FieldProblem::new("", "moving_no_relations")));
        }
        Err(trouble) => return Err(trouble.into()),
    };
    let mut links: Vec<Link> = Vec::new();
    for (kind, label) in related {
        match house.client.related(&text(row, "id"), (kind, label)).await {
            Ok(rows) => {
                links.extend(rows.iter().filter_map(|row| house.known.record(&text(row, "id"))));
            }
            // A relation that cannot be asked of leads nowhere.
            Err(Trouble::Fault(..)) => {}
            Err(trouble) => return Err(trouble.into()),
        }
    }
    let stands = here(&house.cx, links.iter().cloned()).await?;
    let standing = |link: Link| Some(Link::new(&link.module, *stands.get(&link.id)?));
    let mut links: Vec<Link> = links.into_iter().filter_map(standing).collect();
    links.sort_by_key(|link| link.id);
    links.dedup();
    match links.is_empty() {
        true => Ok(Err(FieldProblem::new("", "moving_no_record"))),
        false => Ok(Ok(links)),
    }
}

/// Relations of documents to modules that are brought.
async fn relations(house: &House) -> Result<Vec<(String, String)>, Trouble> {
    let all = house.client.related_types(DOCUMENTS).await?;
    let is_brought = |name: &str| {
        house.plan.module(name).is_some_and(|module| matches!(module.goes, Goes::To(_)))
    };
    Ok(all.into_iter().filter(|(name, _)| is_brought(name)).collect())
}

/// What stands in a document: its file, else its text.
async fn fetched(house: &House, row: &Told) -> Result<Result<FileThere, FieldProblem>> {
    let (title, note) = (text(row, "notes_title"), text(row, "notecontent"));
    if text(row, "filename").is_empty() {
        return Ok(match note.is_empty() {
            true => Err(FieldProblem::new("", "file_empty")),
            false => Ok(FileThere { name: format!("{title}.txt"), bytes: note.into_bytes() }),
        });
    }
    let id = match attachment(row) {
        Some(id) => id,
        None => {
            let whole = house.client.retrieve(&text(row, "id")).await;
            let whole = whole.ok().as_ref().and_then(attachment);
            whole.unwrap_or_else(|| text(row, "id"))
        }
    };
    match house.client.file(&id).await {
        Ok(file) if file.name.is_empty() => {
            Ok(Ok(FileThere { name: text(row, "filename"), ..file }))
        }
        Ok(file) => Ok(Ok(file)),
        Err(trouble) if trouble.is_of_what_was_asked() => {
            let said = trouble.problem().params.get("said").cloned().unwrap_or_default();
            Ok(Err(FieldProblem::new("", "moving_no_file").with("said", said)))
        }
        Err(trouble) => Err(trouble.into()),
    }
}

/// The id of the file of a document.
fn attachment(row: &Told) -> Option<String> {
    let all = text(row, "imageattachmentids");
    let first = all.split(',').next().unwrap_or_default().trim().to_owned();
    Some(first).filter(|id| !id.is_empty())
}

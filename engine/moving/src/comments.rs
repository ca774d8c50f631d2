//! Comments at records, with their moments and authors.

use kernel::{Error, FieldProblem, Link, Result};
use social::Taken;

use crate::client::{COMMENTS, Told, scalar};
use crate::here::here;
use crate::report::Line;
use crate::step::House;
use crate::take::{author, by};
use crate::tally::Tally;

/// Takes a portion of comments; their records were brought before.
pub(crate) async fn take(house: &House, rows: &[Told]) -> Result<(Tally, Vec<Line>)> {
    let stands = here(&house.cx, rows.iter().filter_map(|row| target(house, row))).await?;
    let (mut tally, mut lines) = (Tally::default(), Vec::new());
    for row in rows {
        let standing = target(house, row)
            .and_then(|link| Some(Link::new(&link.module, *stands.get(&link.id)?)));
        let problem = match standing {
            None => Some(FieldProblem::new("", "moving_no_record")),
            Some(link) => match one(house, row, &link).await {
                Ok(taken) => {
                    count(&mut tally, taken);
                    None
                }
                Err(Error::Invalid(mut problems)) => problems.pop(),
                Err(Error::NotFound) => Some(FieldProblem::new("", "moving_no_record")),
                Err(other) => return Err(other),
            },
        };
        if let Some(problem) = problem {
            tally.refused += 1;
            lines.push(line(row, "refused", &problem));
        } else if !text(row, "filename").is_empty() {
            tally.partly += 1;
            let problem = FieldProblem::new("", "moving_comment_file");
            lines.push(line(row, "partly", &problem.with("value", text(row, "filename"))));
        }
    }
    Ok((tally, lines))
}

fn text(row: &Told, name: &str) -> String {
    row.get(name).map(scalar).unwrap_or_default()
}

fn line(row: &Told, kind: &str, problem: &FieldProblem) -> Line {
    let title: String = text(row, "commentcontent").chars().take(80).collect();
    Line::of(COMMENTS, (&text(row, "id"), &title), kind, problem)
}

fn target(house: &House, row: &Told) -> Option<Link> {
    house.known.record(&text(row, "related_to"))
}

fn count(tally: &mut Tally, taken: Taken) {
    match taken {
        Taken::New => tally.made += 1,
        Taken::Changed => tally.changed += 1,
        Taken::Known => tally.equal += 1,
    }
}

async fn one(house: &House, row: &Told, link: &Link) -> Result<Taken> {
    let owner = || house.known.person(&text(row, "assigned_user_id"));
    let has_creator = !text(row, "creator").is_empty();
    let author = author(&house.known, row).or_else(|| owner().filter(|_| !has_creator));
    let said = text(row, "commentcontent");
    // Whoever is nobody here still has a name.
    let creator = house.known.names.get(&text(row, "creator"));
    let said = match creator.filter(|_| author.is_none()) {
        Some(name) => format!("{name}:\n{said}"),
        None => said,
    };
    let id = house.known.ids.of(&text(row, "id"));
    social::take_over_comment(&by(&house.cx, author, row), link, id, &said).await
}

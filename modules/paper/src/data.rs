//! A paper as the tree that templates see.

use print::Data;

use crate::{
    Fact, Labels, Line, Note, Paper, Payment, Position, Sender, Side, Statement, Sum, SumWeight,
    SwissSlip, Weight,
};

/// The names that templates use for pictures; a caller's own may have any other.
pub(crate) const LOGO: &str = "logo";
pub(crate) const FIRST_SHEET: &str = "first-sheet";
pub(crate) const NEXT_SHEET: &str = "next-sheet";
pub(crate) const SIGNATURE: &str = "signature";
pub(crate) const CODE: &str = "payment-code.svg";

pub(crate) fn data(paper: &Paper) -> Data {
    Data::tree([
        ("kind", paper.kind.code().into()),
        ("title", (&paper.title).into()),
        ("subtitle", (&paper.subtitle).into()),
        ("accent", (&paper.sender.accent).into()),
        ("sender", sender(&paper.sender)),
        ("recipient", recipient(paper)),
        ("facts", facts(&paper.facts)),
        ("opening", (&paper.opening).into()),
        ("lines", Data::list(&paper.lines, line)),
        ("statement", paper.statement.as_ref().map_or(Data::Nothing, statement)),
        ("sums", Data::list(&paper.sums, sum)),
        ("terms", facts(&paper.terms)),
        ("payment", paper.payment.as_ref().map_or(Data::Nothing, payment)),
        ("notes", Data::list(&paper.notes, note)),
        ("closing", (&paper.closing).into()),
        ("signatures", (&paper.signatures).into()),
        ("stamp", (&paper.stamp).into()),
        ("labels", labels(&paper.labels)),
    ])
}

fn sender(sender: &Sender) -> Data {
    let named = |picture: &Option<print::Picture>, name: &str| match picture {
        Some(picture) => Data::Text(picture_name(name, &picture.name)),
        None => Data::Nothing,
    };
    Data::tree([
        ("name", (&sender.name).into()),
        ("claim", (&sender.claim).into()),
        ("return-line", (&sender.return_line).into()),
        ("columns", Data::list(&sender.columns, |column| Data::from(column))),
        ("logo", named(&sender.logo, LOGO)),
        ("first-sheet", named(&sender.first_sheet, FIRST_SHEET)),
        ("next-sheet", named(&sender.next_sheet, NEXT_SHEET)),
        ("signature", named(&sender.signature, SIGNATURE)),
    ])
}

/// Our name with the ending of the file, which tells its format.
pub(crate) fn picture_name(ours: &str, theirs: &str) -> String {
    match theirs.rsplit_once('.') {
        Some((_, ending)) => format!("{ours}.{}", ending.to_lowercase()),
        None => ours.to_owned(),
    }
}

fn recipient(paper: &Paper) -> Data {
    Data::tree([
        ("remark", (&paper.recipient.remark).into()),
        ("lines", (&paper.recipient.lines).into()),
    ])
}

fn facts(facts: &[Fact]) -> Data {
    Data::list(facts, |fact| {
        Data::tree([("label", (&fact.label).into()), ("value", (&fact.value).into())])
    })
}

fn line(line: &Line) -> Data {
    let row = |kind: &str, number: &str, label: &str, amount: &str, carried: &str| {
        Data::tree([
            ("kind", kind.into()),
            ("number", number.into()),
            ("label", label.into()),
            ("amount", amount.into()),
            ("carried", carried.into()),
        ])
    };
    match line {
        Line::Group { number, title } => row("group", number, title, "", ""),
        Line::Position(it) => position(it),
        Line::Text(text) => row("text", "", text, "", ""),
        Line::Subtotal { label, amount } => row("subtotal", "", label, amount, ""),
        Line::Discount { label, amount, carried } => row("discount", "", label, amount, carried),
    }
}

fn position(position: &Position) -> Data {
    let weight = match position.weight {
        Weight::Counted => "counted",
        Weight::Optional => "optional",
        Weight::Alternative => "alternative",
    };
    Data::tree([
        ("kind", "position".into()),
        ("number", (&position.number).into()),
        ("title", (&position.title).into()),
        ("description", (&position.description).into()),
        ("quantity", (&position.quantity).into()),
        ("unit", (&position.unit).into()),
        ("price", (&position.price).into()),
        ("discount", (&position.discount).into()),
        ("tax", (&position.tax).into()),
        ("amount", (&position.amount).into()),
        ("weight", weight.into()),
        ("carried", (&position.carried).into()),
    ])
}

fn statement(statement: &Statement) -> Data {
    let columns = Data::list(&statement.columns, |column| {
        let (side, is_wide) = match column.side {
            Side::Left => ("left", false),
            Side::Wide => ("left", true),
            Side::Right => ("right", false),
        };
        Data::tree([
            ("label", (&column.label).into()),
            ("side", side.into()),
            ("is-wide", Data::Flag(is_wide)),
        ])
    });
    let width = statement.columns.len();
    let row = |row: &Vec<String>| {
        let cells = row.iter().map(Data::from).chain(std::iter::repeat(Data::from("")));
        Data::List(cells.take(width).collect())
    };
    Data::tree([("columns", columns), ("rows", Data::list(&statement.rows, row))])
}

fn sum(sum: &Sum) -> Data {
    let weight = match sum.weight {
        SumWeight::Plain => "plain",
        SumWeight::Strong => "strong",
        SumWeight::Total => "total",
    };
    Data::tree([
        ("label", (&sum.label).into()),
        ("amount", (&sum.amount).into()),
        ("weight", weight.into()),
    ])
}

fn note(note: &Note) -> Data {
    Data::tree([("heading", (&note.heading).into()), ("text", (&note.text).into())])
}

fn payment(payment: &Payment) -> Data {
    match payment {
        Payment::Bank(bank) => Data::tree([("kind", "bank".into()), ("facts", facts(bank))]),
        Payment::Code(code) => Data::tree([
            ("kind", "code".into()),
            ("picture", CODE.into()),
            ("caption", (&code.caption).into()),
            ("facts", facts(&code.facts)),
        ]),
        Payment::Swiss(slip) => swiss(slip),
    }
}

fn swiss(slip: &SwissSlip) -> Data {
    Data::tree([
        ("kind", "swiss".into()),
        ("picture", CODE.into()),
        ("language", slip.language.code().into()),
        ("account", (&slip.account).into()),
        ("reference", (&slip.reference).into()),
        ("additional", (&slip.additional).into()),
        ("debtor", (&slip.debtor).into()),
        ("currency", (&slip.currency).into()),
        ("amount", (&slip.amount).into()),
    ])
}

fn labels(labels: &Labels) -> Data {
    Data::tree([
        ("page", (&labels.page).into()),
        ("carried", (&labels.carried).into()),
        ("number", (&labels.number).into()),
        ("what", (&labels.what).into()),
        ("quantity", (&labels.quantity).into()),
        ("price", (&labels.price).into()),
        ("discount", (&labels.discount).into()),
        ("tax", (&labels.tax).into()),
        ("amount", (&labels.amount).into()),
        ("optional", (&labels.optional).into()),
        ("alternative", (&labels.alternative).into()),
    ])
}

//! From document to statements: one booking is in memory at a time.

use kernel::{Currency, Date, Decimal};

use super::element::{Element, Step, Walk};
use super::entry;
use crate::statement::fault::shown;
use crate::statement::{Balance, Fault, MOST_ENTRIES, ReadError, Statement};

/// Reads `Document/BkToCstmrStmt/Stmt`; names count, namespaces do not.
pub fn read(text: &str) -> Result<Vec<Statement>, ReadError> {
    let mut walk = Walk::new(text);
    let mut statements: Vec<Statement> = Vec::new();
    let (mut depth, mut is_right) = (0_usize, false);
    loop {
        match walk.step()? {
            Step::Open(name) if name == "Stmt" && depth == 2 => {
                statements.push(read_statement(&mut walk)?);
            }
            Step::Open(name) => {
                let is_way = (depth == 0 && name == "Document") || depth == 1;
                is_right |= depth == 1 && name == "BkToCstmrStmt";
                if is_way && !walk.is_empty() { depth += 1 } else { walk.skip()? }
            }
            Step::Close => depth = depth.saturating_sub(1),
            Step::End => break,
        }
    }
    let line = walk.line();
    match (is_right, 0 < depth) {
        (false, _) => Err(Fault::UnknownForm.at(line, "Document/BkToCstmrStmt")),
        (true, true) => Err(Fault::NotWellFormed.at(line, "")),
        (true, false) if statements.is_empty() => Err(Fault::Missing.at(line, "Stmt")),
        (true, false) => Ok(statements),
    }
}

fn read_statement(walk: &mut Walk<'_>) -> Result<Statement, ReadError> {
    let mut statement = Statement::empty(Currency::EUR);
    let is_empty = walk.is_empty();
    let (mut has_currency, line) = (false, walk.line());
    if is_empty {
        return Err(Fault::Missing.at(line, "Acct"));
    }
    loop {
        match walk.step()? {
            Step::Open(name) => match name.as_str() {
                "Acct" => {
                    let element = walk.take()?;
                    has_currency = read_account(&mut statement, &element)?;
                }
                "ElctrncSeqNb" | "LglSeqNb" => {
                    let element = walk.take()?;
                    if statement.number.is_empty() {
                        statement.number = element.own_text().to_owned();
                    }
                }
                "Bal" => read_balance(&mut statement, &walk.take()?, &mut has_currency)?,
                "Ntry" => {
                    let element = walk.take()?;
                    take_entry(&mut statement, &element)?;
                }
                _ => walk.skip()?,
            },
            Step::Close => return Ok(statement),
            Step::End => return Err(Fault::NotWellFormed.at(walk.line(), "Stmt")),
        }
    }
}

fn take_entry(statement: &mut Statement, element: &Element) -> Result<(), ReadError> {
    if statement.entries.len() == MOST_ENTRIES {
        return Err(Fault::TooMany.at(element.line, "Ntry"));
    }
    match entry::read(element)? {
        Some(entry) => statement.entries.push(entry),
        None => statement.n_pending += 1,
    }
    Ok(())
}

fn read_account(statement: &mut Statement, account: &Element) -> Result<bool, ReadError> {
    statement.account = account.first_text(&["Id/IBAN", "Id/Othr/Id"]);
    let currency = account.text("Ccy");
    if !currency.is_empty() {
        statement.currency = read_currency(currency, account.line, "Acct/Ccy")?;
    }
    Ok(!currency.is_empty())
}

fn read_balance(
    statement: &mut Statement,
    balance: &Element,
    has_currency: &mut bool,
) -> Result<(), ReadError> {
    let kind = balance.text("Tp/CdOrPrtry/Cd");
    // OPBD and CLBD are the booked balances; PRCD is the closing one of the day before, and ITBD
    // one between two parts of a statement.
    if !["OPBD", "PRCD", "CLBD"].contains(&kind) {
        return Ok(());
    }
    let amount = signed(balance)?;
    let on = day(balance, "Dt")?;
    if let (false, Some(told)) = (*has_currency, balance.find("Amt")) {
        statement.currency = read_currency(told.currency(), told.line, "Bal/Amt")?;
        *has_currency = true;
    }
    let read = Some(Balance { amount, on });
    match kind {
        "CLBD" => statement.closing = read,
        "OPBD" => statement.opening = read,
        _ => statement.opening = statement.opening.or(read),
    }
    Ok(())
}

fn read_currency(code: &str, line: usize, place: &str) -> Result<Currency, ReadError> {
    Currency::parse(code).ok_or_else(|| Fault::Currency(shown(code)).at(line, place))
}

/// The amount of a balance or a booking with the sign of its mark.
pub fn signed(element: &Element) -> Result<Decimal, ReadError> {
    let told = element.find("Amt").ok_or_else(|| {
        let place = format!("{}/Amt", element.name);
        Fault::Missing.at(element.line, &place)
    })?;
    let amount = amount(told)?;
    match element.text("CdtDbtInd") {
        "CRDT" => Ok(amount),
        "DBIT" => Ok(-amount),
        "" => Err(Fault::Missing.at(element.line, "CdtDbtInd")),
        mark => Err(Fault::Mark(shown(mark)).at(element.line, "CdtDbtInd")),
    }
}

/// The number in an element with an amount.
pub fn amount(element: &Element) -> Result<Decimal, ReadError> {
    let text = element.own_text();
    let text = text.strip_prefix('+').unwrap_or(text);
    let number = kernel::parse_decimal(text).filter(|number| !number.is_sign_negative());
    number.ok_or_else(|| Fault::Amount(shown(text)).at(element.line, &element.name))
}

/// The day in an element that holds `Dt` or `DtTm`.
pub fn day(element: &Element, name: &str) -> Result<Option<Date>, ReadError> {
    let Some(told) = element.find(name) else { return Ok(None) };
    let text = told.first_text(&["Dt", "DtTm"]);
    let date = text.get(..10).and_then(Date::parse_iso);
    let fault = || Fault::Date(shown(&text)).at(told.line, name);
    date.map(Some).ok_or_else(fault)
}

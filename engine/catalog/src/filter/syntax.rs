//! From tokens to a tree of words: a Pratt parser that knows no field yet.

use super::lexer::{Token, TokenKind, tokens};
use super::raw::{Literal, Raw, RawComparison, RawTest, RawValue, unit_seconds};
use super::{Comparator, Days, FilterError, Fiscal, Period};

/// Conditions, negations and groups a filter may have.
pub const MAX_NODES: usize = 500;
/// Levels of brackets and negations a filter may have.
pub const MAX_DEPTH: usize = 50;
/// Values a list may have.
pub const MAX_LIST: usize = 1_000;

/// How tightly an operator binds; a condition binds tightest of all.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Binding {
    Loose,
    Or,
    And,
    Not,
}

/// Reads the shape of a filter; `None` when there is no text at all.
pub fn read(text: &str) -> Result<Option<Raw>, FilterError> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, nodes: 0, depth: 0 };
    if parser.peek() == &TokenKind::End {
        return Ok(None);
    }
    let raw = parser.expression(Binding::Loose)?;
    match parser.peek() {
        TokenKind::End => Ok(Some(raw)),
        _ => Err(parser.unexpected()),
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    nodes: usize,
    depth: usize,
}

impl Parser<'_> {
    fn expression(&mut self, least: Binding) -> Result<Raw, FilterError> {
        let mut left = self.operand()?;
        loop {
            let binding = match self.peek() {
                TokenKind::Word(word) if word == "or" => Binding::Or,
                TokenKind::Word(word) if word == "and" => Binding::And,
                _ => return Ok(left),
            };
            if binding <= least {
                return Ok(left);
            }
            self.count()?;
            self.at += 1;
            let right = self.expression(binding)?;
            left = join(binding, left, right);
        }
    }

    fn operand(&mut self) -> Result<Raw, FilterError> {
        self.count()?;
        if self.word("not") {
            let inner = self.deeper(|parser| parser.expression(Binding::Not))?;
            return Ok(Raw::Not(Box::new(inner)));
        }
        if self.symbol("(") {
            let inner = self.deeper(|parser| parser.expression(Binding::Loose))?;
            self.expect(")")?;
            return Ok(inner);
        }
        if self.word("true") {
            return Ok(Raw::Constant(true));
        }
        if self.word("false") {
            return Ok(Raw::Constant(false));
        }
        self.comparison().map(Raw::Compare)
    }

    fn deeper<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, FilterError>,
    ) -> Result<T, FilterError> {
        if self.depth == MAX_DEPTH {
            return Err(self.error("filter_too_deep").with("max", MAX_DEPTH));
        }
        self.depth += 1;
        let inner = read(self);
        self.depth -= 1;
        inner
    }

    fn comparison(&mut self) -> Result<RawComparison, FilterError> {
        let position = self.position();
        let mut names = vec![self.name()?];
        while self.symbol(".") {
            names.push(self.name()?);
        }
        Ok(RawComparison { position, names, test: self.test()? })
    }

    fn test(&mut self) -> Result<RawTest, FilterError> {
        for comparator in Comparator::ALL {
            if self.symbol(comparator.symbol()) {
                return Ok(RawTest::Is(comparator, self.value()?));
            }
        }
        if self.word("contains") {
            return Ok(RawTest::Contains(self.value()?));
        }
        if self.word("starts_with") {
            return Ok(RawTest::StartsWith(self.value()?));
        }
        if self.word("has") {
            return Ok(RawTest::Has(self.value()?));
        }
        if self.word("within") {
            return Ok(RawTest::Near(self.value()?));
        }
        if self.word("is") {
            let test = if self.word("not") { RawTest::NotEmpty } else { RawTest::Empty };
            return if self.word("empty") { Ok(test) } else { Err(self.unexpected()) };
        }
        if self.word("in") {
            return Ok(RawTest::In(self.list()?));
        }
        if self.word("not") && self.word("in") {
            return Ok(RawTest::NotIn(self.list()?));
        }
        Err(self.unexpected())
    }

    /// A list in brackets, or a single value such as `this_month`.
    fn list(&mut self) -> Result<Vec<RawValue>, FilterError> {
        if !self.symbol("(") {
            return Ok(vec![self.value()?]);
        }
        let mut values = vec![self.value()?];
        while self.symbol(",") {
            if values.len() == MAX_LIST {
                return Err(self.error("filter_list_too_long").with("max", MAX_LIST));
            }
            values.push(self.value()?);
        }
        self.expect(")")?;
        Ok(values)
    }

    fn value(&mut self) -> Result<RawValue, FilterError> {
        let position = self.position();
        let literal = match self.peek().clone() {
            TokenKind::Text(text) => Literal::Text(text),
            TokenKind::Number(number) => Literal::Number(number),
            TokenKind::Span(n, unit) => Literal::Span(n, unit),
            TokenKind::Symbol("-") => return self.negative(position),
            TokenKind::Word(word) => return self.named(&word, position),
            TokenKind::Symbol(_) | TokenKind::End => return Err(self.unexpected()),
        };
        self.at += 1;
        Ok(RawValue { position, literal })
    }

    fn negative(&mut self, position: usize) -> Result<RawValue, FilterError> {
        self.at += 1;
        let literal = match *self.peek() {
            TokenKind::Number(number) => Literal::Number(-number),
            TokenKind::Span(n, unit) => Literal::Span(-n, unit),
            _ => return Err(self.unexpected()),
        };
        self.at += 1;
        Ok(RawValue { position, literal })
    }

    fn named(&mut self, word: &str, position: usize) -> Result<RawValue, FilterError> {
        let literal = match word {
            "true" => Literal::Bool(true),
            "false" => Literal::Bool(false),
            "me" => Literal::Me,
            "my_team" => Literal::MyTeam,
            "today" => Literal::Today(0),
            "yesterday" => Literal::Today(-1),
            "tomorrow" => Literal::Today(1),
            "now" => Literal::Now(0),
            other => relative(other).ok_or_else(|| self.unexpected())?,
        };
        self.at += 1;
        let literal = match literal {
            Literal::Today(0) if word == "today" => Literal::Today(self.days()?),
            Literal::Now(_) => Literal::Now(self.millis()?),
            other => other,
        };
        Ok(RawValue { position, literal })
    }

    /// The `+ 7` after `today`.
    fn days(&mut self) -> Result<i64, FilterError> {
        let Some(sign) = self.sign() else {
            return Ok(0);
        };
        let days = match *self.peek() {
            TokenKind::Number(n) if n.is_integer() => i64::try_from(n.mantissa()).ok(),
            TokenKind::Span(n, 'd') => Some(n),
            _ => return Err(self.unexpected()),
        };
        let days = days.filter(|n| *n <= 100_000).ok_or_else(|| self.unexpected())?;
        self.at += 1;
        Ok(sign * days)
    }

    /// The `- 2h` after `now`.
    fn millis(&mut self) -> Result<i64, FilterError> {
        let Some(sign) = self.sign() else {
            return Ok(0);
        };
        let seconds = match *self.peek() {
            TokenKind::Span(n, unit) => n.checked_mul(unit_seconds(unit)),
            _ => return Err(self.unexpected()),
        };
        let limit = 100_000 * 86_400;
        let seconds = seconds.filter(|n| *n <= limit).ok_or_else(|| self.unexpected())?;
        self.at += 1;
        Ok(sign * seconds * 1000)
    }

    fn sign(&mut self) -> Option<i64> {
        if self.symbol("+") { Some(1) } else { self.symbol("-").then_some(-1) }
    }

    fn name(&mut self) -> Result<String, FilterError> {
        let TokenKind::Word(word) = self.peek().clone() else {
            return Err(self.unexpected());
        };
        self.at += 1;
        Ok(word)
    }

    fn word(&mut self, wanted: &str) -> bool {
        let found = matches!(self.peek(), TokenKind::Word(word) if word == wanted);
        self.at += usize::from(found);
        found
    }

    fn symbol(&mut self, wanted: &str) -> bool {
        let found = matches!(self.peek(), TokenKind::Symbol(symbol) if *symbol == wanted);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, symbol: &str) -> Result<(), FilterError> {
        if self.symbol(symbol) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn peek(&self) -> &TokenKind {
        &self.token().kind
    }

    fn position(&self) -> usize {
        self.token().position
    }

    /// Reading never goes past `End`, so the last token stands for everything behind it.
    fn token(&self) -> &Token {
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn count(&mut self) -> Result<(), FilterError> {
        self.nodes += 1;
        match self.nodes > MAX_NODES {
            true => Err(self.error("filter_too_many_conditions").with("max", MAX_NODES)),
            false => Ok(()),
        }
    }

    fn unexpected(&self) -> FilterError {
        match self.peek() {
            TokenKind::End => self.error("filter_incomplete"),
            other => self.error("filter_unexpected").with("value", other.shown()),
        }
    }

    fn error(&self, code: &str) -> FilterError {
        FilterError::new(self.position(), code)
    }
}

/// A stretch of days that has a word.
fn relative(word: &str) -> Option<Literal> {
    Period::from_word(word)
        .map(Literal::Period)
        .or_else(|| Fiscal::from_word(word).map(Literal::Fiscal))
        .or_else(|| Days::from_word(word).map(Literal::Days))
}

fn join(binding: Binding, left: Raw, right: Raw) -> Raw {
    match (binding, left) {
        (Binding::And, Raw::And(mut list)) => {
            list.push(right);
            Raw::And(list)
        }
        (Binding::Or, Raw::Or(mut list)) => {
            list.push(right);
            Raw::Or(list)
        }
        (Binding::Or, left) => Raw::Or(vec![left, right]),
        (_, left) => Raw::And(vec![left, right]),
    }
}

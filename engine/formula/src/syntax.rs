//! From tokens to a tree with places; names and types are looked at later.
//!
//! From loosest to tightest: `or`, `and`, `not`, comparisons, `&`, `+ -`, `* /`, the sign.

use kernel::Value;

use crate::error::FormulaError;
use crate::lexer::{Token, TokenKind, tokens};
use crate::tree::Operator;

/// Levels of brackets, functions and signs inside each other.
const MAX_DEPTH: usize = 40;
/// Values, names, operators and functions in all.
const MAX_PARTS: usize = 500;

/// A part of a formula and the character it begins at.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub position: usize,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Value(Value),
    /// Names joined by dots.
    Path(Vec<String>),
    Not(Box<Part>),
    Negative(Box<Part>),
    And(Vec<Part>),
    Or(Vec<Part>),
    Two(Operator, Box<Part>, Box<Part>),
    IsEmpty(Box<Part>),
    In(Box<Part>, Vec<Part>),
    Call(String, Vec<Part>),
}

/// Reads a formula.
pub fn parse(text: &str) -> Result<Part, FormulaError> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0, parts: 0 };
    let part = parser.or()?;
    match parser.kind() {
        TokenKind::End => Ok(part),
        _ => Err(parser.unexpected()),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    parts: usize,
}

type Read = Result<Part, FormulaError>;

impl Parser {
    fn or(&mut self) -> Read {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error("formula_too_deep").with("max", MAX_DEPTH));
        }
        let read = self.joined("or", Self::and, What::Or);
        self.depth -= 1;
        read
    }

    fn and(&mut self) -> Read {
        self.joined("and", Self::not, What::And)
    }

    fn joined(
        &mut self,
        word: &str,
        inner: fn(&mut Self) -> Read,
        join: fn(Vec<Part>) -> What,
    ) -> Read {
        let position = self.position();
        let first = inner(self)?;
        let mut parts = vec![first];
        while self.takes_word(word) {
            parts.push(inner(self)?);
        }
        match parts.len() {
            1 => Ok(parts.remove(0)),
            _ => self.part(position, join(parts)),
        }
    }

    fn not(&mut self) -> Read {
        let position = self.position();
        if !self.is_word("not") {
            return self.comparison();
        }
        self.at += 1;
        let inner = self.deeper(Self::not)?;
        self.part(position, What::Not(Box::new(inner)))
    }

    fn comparison(&mut self) -> Read {
        let position = self.position();
        let left = self.join()?;
        if self.takes_word("is") {
            let is_negated = self.takes_word("not");
            if !self.takes_word("empty") {
                return Err(self.unexpected());
            }
            let test = self.part(position, What::IsEmpty(Box::new(left)))?;
            return self.negated(test, is_negated);
        }
        let is_negated = self.is_word("not") && self.is_word_ahead("in");
        if is_negated {
            self.at += 1;
        }
        if self.takes_word("in") {
            let values = self.arguments()?;
            let test = self.part(position, What::In(Box::new(left), values))?;
            return self.negated(test, is_negated);
        }
        let word = ["contains", "starts_with", "has"].into_iter().find(|word| self.is_word(word));
        let sign = word.or_else(|| self.symbol_of(&["=", "!=", "<", "<=", ">", ">="]));
        let Some(operator) = sign.and_then(Operator::of) else { return Ok(left) };
        let position = self.position();
        self.at += 1;
        let right = self.join()?;
        self.part(position, What::Two(operator, Box::new(left), Box::new(right)))
    }

    fn negated(&mut self, test: Part, is_negated: bool) -> Read {
        match is_negated {
            true => self.part(test.position, What::Not(Box::new(test))),
            false => Ok(test),
        }
    }

    fn join(&mut self) -> Read {
        self.chain(&["&"], Self::sum)
    }

    fn sum(&mut self) -> Read {
        self.chain(&["+", "-"], Self::factors)
    }

    fn factors(&mut self) -> Read {
        self.chain(&["*", "/"], Self::signed)
    }

    fn chain(&mut self, signs: &[&'static str], inner: fn(&mut Self) -> Read) -> Read {
        let mut left = inner(self)?;
        while let Some(operator) = self.symbol_of(signs).and_then(Operator::of) {
            let position = self.position();
            self.at += 1;
            let right = inner(self)?;
            left = self.part(position, What::Two(operator, Box::new(left), Box::new(right)))?;
        }
        Ok(left)
    }

    fn signed(&mut self) -> Read {
        let position = self.position();
        if self.symbol_of(&["-"]).is_none() {
            return self.value();
        }
        self.at += 1;
        let inner = self.deeper(Self::signed)?;
        self.part(position, What::Negative(Box::new(inner)))
    }

    fn value(&mut self) -> Read {
        let position = self.position();
        let what = match self.kind().clone() {
            TokenKind::Number(number) => What::Value(Value::Decimal(number)),
            // Blanks in a constant are meant, so it is taken as it stands.
            TokenKind::Text(text) if text.is_empty() => What::Value(Value::Empty),
            TokenKind::Text(text) => What::Value(Value::Text(text)),
            TokenKind::Symbol("(") => {
                self.at += 1;
                let inner = self.or()?;
                self.expect(")")?;
                return Ok(inner);
            }
            TokenKind::Word(word) => return self.word(position, word),
            TokenKind::Symbol(_) | TokenKind::End => return Err(self.unexpected()),
        };
        self.at += 1;
        self.part(position, what)
    }

    fn word(&mut self, position: usize, word: String) -> Read {
        self.at += 1;
        if self.symbol_of(&["("]).is_some() {
            let arguments = self.arguments()?;
            return self.part(position, What::Call(word.to_ascii_uppercase(), arguments));
        }
        let constant = match word.to_ascii_lowercase().as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            "empty" => Some(Value::Empty),
            "and" | "or" | "not" | "in" | "is" | "contains" | "starts_with" | "has" => {
                self.at -= 1;
                return Err(self.unexpected());
            }
            _ => None,
        };
        if let Some(value) = constant {
            return self.part(position, What::Value(value));
        }
        let mut names = vec![word];
        while self.takes(".") {
            match self.kind().clone() {
                TokenKind::Word(name) => names.push(name),
                _ => return Err(self.unexpected()),
            }
            self.at += 1;
        }
        self.part(position, What::Path(names))
    }

    /// What stands in brackets, possibly nothing.
    fn arguments(&mut self) -> Result<Vec<Part>, FormulaError> {
        self.expect("(")?;
        let mut arguments = Vec::new();
        if self.takes(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.or()?);
            if !self.takes(",") {
                self.expect(")")?;
                return Ok(arguments);
            }
        }
    }

    fn deeper(&mut self, inner: fn(&mut Self) -> Read) -> Read {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error("formula_too_deep").with("max", MAX_DEPTH));
        }
        let read = inner(self);
        self.depth -= 1;
        read
    }

    fn part(&mut self, position: usize, what: What) -> Read {
        self.parts += 1;
        match self.parts > MAX_PARTS {
            true => Err(self.error("formula_too_many_parts").with("max", MAX_PARTS)),
            false => Ok(Part { position, what }),
        }
    }

    fn kind(&self) -> &TokenKind {
        &self.tokens[self.at.min(self.tokens.len() - 1)].kind
    }

    fn position(&self) -> usize {
        self.tokens[self.at.min(self.tokens.len() - 1)].position
    }

    fn is_word(&self, wanted: &str) -> bool {
        matches!(self.kind(), TokenKind::Word(word) if word.eq_ignore_ascii_case(wanted))
    }

    fn is_word_ahead(&self, wanted: &str) -> bool {
        let ahead = self.tokens.get(self.at + 1).map(|token| &token.kind);
        matches!(ahead, Some(TokenKind::Word(word)) if word.eq_ignore_ascii_case(wanted))
    }

    fn takes_word(&mut self, wanted: &str) -> bool {
        let is_there = self.is_word(wanted);
        self.at += usize::from(is_there);
        is_there
    }

    fn symbol_of(&self, wanted: &[&'static str]) -> Option<&'static str> {
        wanted.iter().copied().find(|symbol| *self.kind() == TokenKind::Symbol(symbol))
    }

    fn takes(&mut self, symbol: &'static str) -> bool {
        let is_there = self.symbol_of(&[symbol]).is_some();
        self.at += usize::from(is_there);
        is_there
    }

    fn expect(&mut self, symbol: &'static str) -> Result<(), FormulaError> {
        if self.takes(symbol) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn unexpected(&self) -> FormulaError {
        match self.kind() {
            TokenKind::End => self.error("formula_incomplete"),
            kind => self.error("formula_unexpected").with("value", kind.shown()),
        }
    }

    fn error(&self, code: &str) -> FormulaError {
        FormulaError::new(self.position(), code)
    }
}

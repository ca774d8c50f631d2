//! From words to a query.

use super::lexer::{Is, Token, tokens, unexpected};
use crate::answer::{Fault, Outcome};

/// Rows of one answer at most, and without a limit.
pub const MOST_ROWS: usize = 100;
/// Conditions of a query at most, and values of a list.
const MOST: usize = 300;

/// A query whose names and values are not looked at yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub what: What,
    pub kind: String,
    /// Conditions that are joined by `and`, in groups that are joined by `or`.
    pub groups: Vec<Vec<Condition>>,
    pub order: Vec<Order>,
    pub offset: usize,
    pub limit: usize,
}

/// What is asked of the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Everything,
    Count,
    Columns(Vec<String>),
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    pub column: String,
    pub test: Test,
    pub values: Vec<String>,
}

/// How a value compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Like,
    In,
}

/// One column of the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    pub column: String,
    pub is_downwards: bool,
}

/// Whether the sign at the end must stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Semicolon,
    Any,
}

/// Reads a query.
pub fn parse(text: &str, end: End) -> Outcome<Query> {
    let tokens = tokens(text)?;
    let mut reader = Reader { tokens: &tokens, at: 0 };
    let query = reader.query()?;
    match end {
        End::Semicolon => reader.sign(";")?,
        End::Any => drop(reader.takes_sign(";")),
    }
    match reader.token().is {
        Is::End => Ok(query),
        Is::Word(_) | Is::Text(_) | Is::Sign(_) => Err(reader.unexpected()),
    }
}

struct Reader<'t> {
    tokens: &'t [Token],
    at: usize,
}

impl Reader<'_> {
    fn query(&mut self) -> Outcome<Query> {
        self.keyword("select")?;
        let what = self.what()?;
        self.keyword("from")?;
        let kind = self.word()?;
        let groups = if self.takes("where") { self.conditions()? } else { Vec::new() };
        let order = if self.takes("order") { self.order()? } else { Vec::new() };
        let (offset, limit) = if self.takes("limit") { self.limit()? } else { (0, MOST_ROWS) };
        Ok(Query { what, kind, groups, order, offset, limit: limit.min(MOST_ROWS) })
    }

    fn what(&mut self) -> Outcome<What> {
        if self.takes_sign("*") {
            return Ok(What::Everything);
        }
        let is_count = self.token().is.is_keyword("count")
            && self.tokens.get(self.at + 1).is_some_and(|next| next.is == Is::Sign("("));
        if is_count {
            self.at += 1;
            for sign in ["(", "*", ")"] {
                self.sign(sign)?;
            }
            return Ok(What::Count);
        }
        let mut columns = vec![self.word()?];
        while self.takes_sign(",") {
            columns.push(self.word()?);
            self.bounded(columns.len())?;
        }
        Ok(What::Columns(columns))
    }

    fn conditions(&mut self) -> Outcome<Vec<Vec<Condition>>> {
        let mut groups = vec![vec![self.condition()?]];
        let mut n = 1;
        loop {
            let is_and = self.takes("and");
            if !is_and && !self.takes("or") {
                return Ok(groups);
            }
            n += 1;
            self.bounded(n)?;
            let next = self.condition()?;
            match groups.last_mut().filter(|_| is_and) {
                Some(group) => group.push(next),
                None => groups.push(vec![next]),
            }
        }
    }

    fn condition(&mut self) -> Outcome<Condition> {
        let column = self.word()?;
        let test = self.test()?;
        if test != Test::In {
            return Ok(Condition { column, test, values: vec![self.value()?] });
        }
        self.sign("(")?;
        let mut values = vec![self.value()?];
        while self.takes_sign(",") {
            values.push(self.value()?);
            self.bounded(values.len())?;
        }
        self.sign(")")?;
        Ok(Condition { column, test, values })
    }

    fn test(&mut self) -> Outcome<Test> {
        let test = match &self.token().is {
            Is::Sign("=") => Test::Equal,
            Is::Sign("!=" | "<>") => Test::NotEqual,
            Is::Sign("<") => Test::Less,
            Is::Sign("<=") => Test::AtMost,
            Is::Sign(">") => Test::Greater,
            Is::Sign(">=") => Test::AtLeast,
            word if word.is_keyword("like") => Test::Like,
            word if word.is_keyword("in") => Test::In,
            Is::Sign(_) | Is::Word(_) | Is::Text(_) | Is::End => return Err(self.unexpected()),
        };
        self.at += 1;
        Ok(test)
    }

    fn value(&mut self) -> Outcome<String> {
        let is_below = self.takes_sign("-");
        let value = match &self.token().is {
            Is::Text(text) if !is_below => text.clone(),
            Is::Word(word) if is_below => format!("-{word}"),
            Is::Word(word) => word.clone(),
            Is::Text(_) | Is::Sign(_) | Is::End => return Err(self.unexpected()),
        };
        self.at += 1;
        Ok(value)
    }

    /// One direction at the end is that of all columns; the family knows no other.
    fn order(&mut self) -> Outcome<Vec<Order>> {
        self.keyword("by")?;
        let mut columns = vec![self.word()?];
        while self.takes_sign(",") {
            columns.push(self.word()?);
            self.bounded(columns.len())?;
        }
        let is_downwards = self.takes("desc");
        if !is_downwards {
            self.takes("asc");
        }
        let order = columns.into_iter().map(|column| Order { column, is_downwards });
        Ok(order.collect())
    }

    fn limit(&mut self) -> Outcome<(usize, usize)> {
        let first = self.number()?;
        match self.takes_sign(",") {
            true => Ok((first, self.number()?)),
            false => Ok((0, first)),
        }
    }

    fn number(&mut self) -> Outcome<usize> {
        let number = match &self.token().is {
            Is::Word(word) => word.parse().ok(),
            Is::Text(_) | Is::Sign(_) | Is::End => None,
        };
        let number = number.ok_or_else(|| self.unexpected())?;
        self.at += 1;
        Ok(number)
    }

    fn word(&mut self) -> Outcome<String> {
        let Is::Word(word) = self.token().is.clone() else { return Err(self.unexpected()) };
        self.at += 1;
        Ok(word)
    }

    fn keyword(&mut self, keyword: &str) -> Outcome<()> {
        if self.takes(keyword) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn sign(&mut self, sign: &'static str) -> Outcome<()> {
        if self.takes_sign(sign) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn takes(&mut self, keyword: &str) -> bool {
        let is_there = self.token().is.is_keyword(keyword);
        self.at += usize::from(is_there);
        is_there
    }

    fn takes_sign(&mut self, sign: &'static str) -> bool {
        let is_there = self.token().is == Is::Sign(sign);
        self.at += usize::from(is_there);
        is_there
    }

    fn bounded(&self, n: usize) -> Outcome<()> {
        match n <= MOST {
            true => Ok(()),
            false => Err(Fault::syntax(format!("The query says more than {MOST} things"))),
        }
    }

    fn token(&self) -> &Token {
        // The last token is the end, and nothing is taken behind it.
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn unexpected(&self) -> Fault {
        let token = self.token();
        unexpected(token.line, token.at - 1, token.is.shown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Query {
        parse(text, End::Semicolon).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
    }

    #[test]
    fn a_query_is_read_whole() {
        let query = read(
            "Select firstname, lastname From People WHERE city = 'L''Aquila' AND age >= 18 \
             or id IN (12x3, '12x4') ORDER BY lastname, firstname DESC LIMIT 20, 500;",
        );
        assert_eq!(query.what, What::Columns(vec!["firstname".into(), "lastname".into()]));
        assert_eq!(query.groups.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(query.groups[0][0].values, ["L'Aquila"]);
        assert_eq!(query.groups[1][0].values, ["12x3", "12x4"]);
        assert!(query.order.iter().all(|order| order.is_downwards));
        assert_eq!((query.offset, query.limit), (20, MOST_ROWS), "no answer has more rows");
        assert_eq!(read("select count(*) from People ;").what, What::Count);
        let all = read("select *\nfrom People where balance < -5 and name like '%a';");
        assert_eq!(all.groups[0][0].values, ["-5"]);
        assert_eq!((all.what, all.limit), (What::Everything, MOST_ROWS));
        assert!(parse("select * from People", End::Any).is_ok());
    }

    #[test]
    fn what_is_no_query_is_refused_where_it_ends_to_be_one() {
        for (text, line, token) in [
            ("", 1, "end of query"),
            ("select * from People", 1, "end of query"),
            ("select * from People; drop people;", 1, "drop"),
            ("select * from People where (a = 1);", 1, "("),
            ("select * from People where not a = 1;", 1, "a"),
            ("select * from People\nwhere a = 1 -- x;", 2, "-"),
            ("select * from People where a = \"1\";", 1, "\""),
            ("select * from People where a = 'x;", 1, "'"),
            ("select * from People where a is null;", 1, "is"),
            ("select a,* from People;", 1, "*"),
            ("select sum(a) from People;", 1, "("),
            ("select * from People, Others;", 1, ","),
            ("select * from People order by a asc, b desc;", 1, ","),
            ("select * from People limit 1 2;", 1, "2"),
            ("select * from People limit -1;", 1, "-"),
            ("select * from People where a = 1 union select * from Others;", 1, "union"),
            ("update People set a = 1;", 1, "update"),
            ("select * from People where a in ();", 1, ")"),
        ] {
            let fault = format!("{:?}", parse(text, End::Semicolon).expect_err(text));
            let said = format!("line {line}: token '{token}'").replace('"', "\\\"");
            assert!(fault.contains(&said), "{text}: {fault}");
        }
        let long = format!("select * from People where a in ({});", "1,".repeat(400) + "1");
        assert!(parse(&long, End::Semicolon).is_err());
        let deep = format!("select * from People where {};", "(".repeat(5_000));
        assert!(parse(&deep, End::Semicolon).is_err());
        let wide = format!("select * from People where a = 1{};", " or a = 1".repeat(500));
        assert!(parse(&wide, End::Semicolon).is_err());
        assert!(parse(&"x".repeat(20_000), End::Semicolon).is_err());
    }
}

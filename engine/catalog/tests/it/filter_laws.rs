//! Laws of the filter language, tried on random filters and records.

use std::borrow::Cow;

use catalog::Module;
use catalog::filter::{Fields, Filter, Present, evaluate, parse};
use kernel::{Instant, Link, Value};
use proptest::prelude::*;

use crate::{library, random};

/// A record whose author is another record.
#[derive(Debug)]
struct Sample<'a> {
    module: &'a Module,
    values: &'a [Value],
    linked: Option<(&'a Module, &'a [Value])>,
}

impl Fields for Sample<'_> {
    fn field(&self, link: Option<&str>, name: &str) -> Cow<'_, Value> {
        let record = match link {
            None => Some((self.module, self.values)),
            Some(_) => self.linked,
        };
        let Some((module, values)) = record else {
            return Cow::Owned(Value::Empty);
        };
        match module.position(name) {
            Some(at) => Cow::Borrowed(&values[at]),
            None if name == "title" => Cow::Borrowed(
                &values[module
                    .position("name")
                    .expect("every module of the library")],
            ),
            None => Cow::Owned(Value::Link(Link::new(&module.code, random::record_id(1)))),
        }
    }
}

fn present() -> Present {
    Present {
        now: Instant::from_millis(random::NOW),
        zone: jiff::tz::TimeZone::get("Europe/Berlin").expect("zones are bundled"),
        me: random::principal(1),
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(2_000)
    })]

    #[test]
    fn a_printed_filter_reads_as_the_same_filter(
        text in random::filter(&library::catalog(), library::catalog().module("book").unwrap())
    ) {
        let catalog = library::catalog();
        let book = catalog.module("book").unwrap();
        let filter = parse(&catalog, book, &text).map_err(|e| TestCaseError::fail(format!("{e}")))?;
        let printed = filter.to_string();
        let again = parse(&catalog, book, &printed)
            .map_err(|e| TestCaseError::fail(format!("{printed}: {e}")))?;
        prop_assert_eq!(&again, &filter);
        prop_assert_eq!(again.to_string(), printed);
    }

    #[test]
    fn any_text_is_read_or_refused_at_a_place_within_it(text in "[ -~äß\n\"]{0,60}") {
        let catalog = library::catalog();
        let book = catalog.module("book").unwrap();
        if let Err(error) = parse(&catalog, book, &text) {
            prop_assert!((1..=text.chars().count() + 1).contains(&error.position));
        }
    }

    #[test]
    fn answers_obey_the_laws_of_three_valued_logic(
        (one, other) in {
            let catalog = library::catalog();
            let book = catalog.module("book").unwrap();
            (random::filter(&catalog, book), random::filter(&catalog, book))
        },
        values in random::record(&library::catalog(), library::catalog().module("book").unwrap()),
        author in random::record(&library::catalog(), library::catalog().module("author").unwrap()),
    ) {
        let catalog = library::catalog();
        let book = catalog.module("book").unwrap();
        let linked = Some((&**catalog.module("author").unwrap(), author.as_slice()));
        let sample = Sample { module: book, values: &values, linked };
        let answer = |filter: &Filter| evaluate(&filter.resolve(&present()), &sample);
        let (a, b) = (parse(&catalog, book, &one).unwrap(), parse(&catalog, book, &other).unwrap());
        let (not_a, not_b) = (a.clone().negated(), b.clone().negated());
        prop_assert_eq!(answer(&not_a), answer(&a).map(|answer| !answer));
        prop_assert_eq!(answer(&not_a.clone().negated()), answer(&a));
        let both = a.clone().and(b.clone());
        prop_assert_eq!(answer(&both), answer(&b.clone().and(a.clone())));
        prop_assert_eq!(answer(&both.negated()), answer(&Filter::any([not_a, not_b])));
        prop_assert_eq!(answer(&a.clone().and(Filter::ALWAYS)), answer(&a));
        prop_assert_eq!(answer(&a.and(Filter::NEVER)), Some(false));
    }
}

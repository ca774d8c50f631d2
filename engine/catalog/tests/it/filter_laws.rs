//! Laws of the filter language, tried on random filters and records.

use std::collections::BTreeMap;
use std::sync::Arc;

use catalog::Module;
use catalog::filter::{Filter, arranged, evaluate, parse};
use proptest::prelude::*;

use crate::library::{self, Sample};
use crate::random;

fn module(code: &str) -> Arc<Module> {
    library::catalog().module(code).expect("the library has it").clone()
}

fn filter() -> BoxedStrategy<String> {
    random::filter(&library::catalog(), &module("book"))
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(2_000)
    })]

    #[test]
    fn a_printed_filter_reads_as_the_same_filter(text in filter()) {
        let catalog = library::catalog();
        let book = module("book");
        let read = |text: &str| {
            parse(&catalog, &book, text).map_err(|e| TestCaseError::fail(format!("{text}: {e}")))
        };
        let filter = read(&text)?;
        let printed = filter.to_string();
        let again = read(&printed)?;
        prop_assert_eq!(&again, &filter);
        prop_assert_eq!(again.to_string(), printed);
    }

    #[test]
    fn what_groups_can_draw_they_mean_exactly(text in filter()) {
        let catalog = library::catalog();
        let book = module("book");
        let filter = parse(&catalog, &book, &text).expect("a generated filter");
        if let Some(group) = arranged(&catalog, &book, &filter) {
            prop_assert_eq!(group.filter(&catalog, &book).ok(), Some(filter));
        }
    }

    #[test]
    fn any_text_is_read_or_refused_at_a_place_within_it(text in "[ -~äß\n\"]{0,60}") {
        if let Err(error) = parse(&library::catalog(), &module("book"), &text) {
            prop_assert!((1..=text.chars().count() + 1).contains(&error.position));
        }
    }

    #[test]
    fn answers_obey_the_laws_of_three_valued_logic(
        one in filter(),
        other in filter(),
        values in random::record(&library::catalog(), &module("book")),
        author in random::record(&library::catalog(), &module("author")),
    ) {
        let catalog = library::catalog();
        let (book, author_module) = (module("book"), module("author"));
        let linked = BTreeMap::from([(random::record_id(1), (&*author_module, author))]);
        let id = random::record_id(1);
        let sample = Sample { module: &book, id, values: &values, linked: &linked };
        let answer = |filter: &Filter| evaluate(&filter.resolve(&random::present()), &sample);
        let read = |text: &str| parse(&catalog, &book, text).expect("a generated filter");
        let (a, b) = (read(&one), read(&other));
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

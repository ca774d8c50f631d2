//! What is open of a quote by its link.

use catalog::FieldType;
use testkit::{Sees, scenario};

use super::super::open::PAGE;
use crate::offer::setting;

scenario!(setting(), everything_that_is_open_is_there, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let module = jana.module("quote").expect("the module");
    let one = [PAGE.until, PAGE.language, PAGE.sender, PAGE.lines.0];
    for name in one.iter().chain(PAGE.facts).chain(PAGE.sums) {
        assert!(module.field(name).is_some(), "{name}");
    }
    let Some(FieldType::Lines { shape }) = module.field(PAGE.lines.0).map(|f| &f.kind) else {
        panic!("lines are shown");
    };
    for cell in PAGE.lines.1 {
        assert!(shape.field(cell).is_some_and(|cell| !cell.inside), "{cell}");
    }
    assert!(!PAGE.lines.1.contains(&"cost"));
    let pipeline = module.pipeline.as_ref().expect("stages");
    assert!(PAGE.stages.iter().all(|stage| pipeline.stage(stage).is_some()));
    for answer in PAGE.answers {
        let action = module.actions.iter().find(|action| action.name == answer.action);
        let asked = action.expect("it is an action");
        let is_asked = |name: &&str| asked.asks.iter().any(|field| field.name == **name);
        assert!(answer.asks.iter().all(is_asked), "{}", answer.action);
        assert!(answer.requires.iter().all(|name| answer.asks.contains(name)));
    }
});

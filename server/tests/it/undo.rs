//! Every act of one button is taken back from the message that told of it, in every module.

use axum::http::StatusCode;
use kernel::Link;
use records::Record;
use social::Social;

use crate::house::{House, databases};

async fn state(house: &House, link: &Link) -> (Record, Social) {
    let ada = identity::users(&house.tenant.engine).await.unwrap()[0].id;
    let cx = house.tenant.engine.in_the_name_of(ada, "a test looks at a record");
    let record = records::get(&cx, &link.module, link.id).await.unwrap();
    // Each undo is a change of its own.
    let record = Record { version: 0, ..record };
    (record, social::social(&cx, link).await.unwrap())
}

#[tokio::test]
async fn what_one_button_did_another_takes_back() {
    for database in databases() {
        let house = House::open_in(database).await.at_rest();
        let jana = house.jana().await;
        for module in house.modules() {
            let record = house.record(&jana, &module, "Probe").await;
            let id = record.rsplit('/').next().unwrap().parse().unwrap();
            let link = Link::new(&module.code, id);
            let acts: &[(&str, &[(&str, &str)])] =
                &[("tags", &[("tag", "Messe")]), ("follow", &[]), ("trash", &[])];
            for (act, form) in acts {
                let before = state(&house, &link).await;
                let done = house.post(&jana, &format!("{record}/{act}"), form).await;
                assert_eq!(done.status, StatusCode::SEE_OTHER, "{act} of {}", module.code);
                let after = state(&house, &link).await;
                assert_ne!(before, after, "{act} of {} did nothing", module.code);
                let undone = house.post(&jana, &format!("/undo/{}", done.undo()), &[]).await;
                assert_eq!(undone.status, StatusCode::SEE_OTHER, "{act} of {}", module.code);
                assert_eq!(state(&house, &link).await, before, "{act} of {}", module.code);
            }
            takes_away_come_back(&house, (&jana, &record), &link).await;
        }
    }
}

/// The other way round: what was there is taken off, and comes back.
async fn takes_away_come_back(
    house: &House,
    (jana, record): (&crate::house::Person, &str),
    link: &Link,
) {
    house.post(jana, &format!("{record}/tags"), &[("tag", "Messe")]).await;
    house.post(jana, &format!("{record}/follow"), &[]).await;
    house.post(jana, &format!("{record}/trash"), &[]).await;
    let in_bin = state(house, link).await;
    let restored = house.post(jana, &format!("{record}/restore"), &[]).await;
    house.post(jana, &format!("/undo/{}", restored.undo()), &[]).await;
    assert_eq!(state(house, link).await, in_bin, "restoring {}", link.module);
    house.post(jana, &format!("{record}/restore"), &[]).await;
    let before = state(house, link).await;
    let off = [("tag", "Messe"), ("remove", "1")];
    for (act, form) in [("tags", &off[..]), ("unfollow", &[])] {
        let done = house.post(jana, &format!("{record}/{act}"), form).await;
        assert_ne!(state(house, link).await, before, "{act} of {}", link.module);
        house.post(jana, &format!("/undo/{}", done.undo()), &[]).await;
        assert_eq!(state(house, link).await, before, "{act} of {}", link.module);
    }
    let again = house.post(jana, &format!("{record}/follow"), &[]).await;
    let said = again.headers.get(axum::http::header::SET_COOKIE);
    assert!(said.is_none(), "what changed nothing is not told");
}

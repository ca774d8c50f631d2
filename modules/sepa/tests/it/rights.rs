//! Who may do what with orders.

use kernel::Error;
use records::Answers;
use testkit::{Right, Rights, Sees, conflict, none, scenario, text, yes};

use super::desk::{Desk, setting};

const MODULE: &str = "payment_order";

scenario!(setting(), approving_is_a_right_of_its_own, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let invoice = desk.owes(("R-1", "100"), []).await;
    desk.does("incoming_invoice", &invoice, "transfer").await;
    let order = desk.newest(MODULE).await;
    let rights = Rights::ordinary().without_action(MODULE, "approve");
    let ben = scene.enter("ben", Sees::All, rights).await;
    let refused = records::act(&ben, MODULE, (order.id, None), "approve", Answers::default());
    assert!(matches!(refused.await, Err(Error::Forbidden { .. })));
    let rights = Rights::ordinary().without_action("incoming_invoice", "transfer");
    let ida = scene.enter("ida", Sees::All, rights).await;
    let other = desk.owes(("R-2", "100"), []).await;
    let of = (other.id, None);
    let refused = records::act(&ida, "incoming_invoice", of, "transfer", Answers::default()).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })));
});

scenario!(setting(), where_two_approve_nobody_approves_their_own, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    desk.tries("company", &desk.company, [("approves_in_pairs", yes())]).await.expect("said");
    let invoice = desk.owes(("R-1", "100"), []).await;
    desk.does("incoming_invoice", &invoice, "transfer").await;
    let order = desk.newest(MODULE).await;
    assert_eq!(conflict(desk.acts(MODULE, &order, ("approve", [])).await), "approved_by_another");
    let ben = scene.as_user("ben", Sees::All).await;
    let renamed = ben.changes(MODULE, &order, [("subject", text("Kabel"))]).await;
    let of = (renamed.id, None);
    let approves = async |who: &testkit::Person| {
        records::act(who, MODULE, of, "approve", Answers::default()).await
    };
    assert_eq!(conflict(approves(&ben).await), "approved_by_another", "who changed it wrote it");
    let ida = scene.as_user("ida", Sees::All).await;
    let approved = approves(&ida).await.expect("a third person");
    assert_eq!(ida.value(MODULE, &approved, "approved_by"), kernel::Value::Principal(ida.id));
});

scenario!(setting(), who_may_not_see_invoices_sees_no_lines_and_no_file, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let mandate = desk.mandate([]).await;
    let invoice = desk.bills("100", []).await;
    desk.does("invoice", &invoice, "collect").await;
    let order = desk.newest(MODULE).await;
    let order = desk.does(MODULE, &order, "approve").await;
    for module in ["invoice", "incoming_invoice"] {
        let rights = Rights::ordinary().without(module, Right::See);
        let ben = scene.enter(&format!("ben_{module}"), Sees::All, rights).await;
        let seen = ben.reads(MODULE, &order).await;
        assert_eq!(ben.value(MODULE, &seen, "subject"), text("Lastschriften"));
        for field in ["lines", "total"] {
            assert_eq!(ben.value(MODULE, &seen, field), none(), "{field}");
        }
        let file = records::output(&ben, MODULE, order.id, "sepa.xml").await;
        assert!(matches!(file, Err(Error::Forbidden { .. })));
        let used = ben.reads("mandate", &mandate).await;
        let is_hidden = ben.value("mandate", &used, "collections") == none();
        assert_eq!(is_hidden, module == "invoice");
    }
});

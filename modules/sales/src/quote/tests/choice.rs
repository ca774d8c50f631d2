//! What customers choose of what is offered on top, or instead of something.

use kernel::Value;
use records::{Answers, Input, ListQuery, Record};
use testkit::{Person, Sees, money, problems, scenario, text};

use super::super::options::CHOSEN;
use super::shop::{Shop, number};
use crate::offer::setting;

/// A quote over a monitor for 300, two larger ones instead and a training day on top, as sent.
struct Offered<'p> {
    shop: Shop<'p>,
    quote: Record,
}

impl<'p> Offered<'p> {
    async fn of(who: &'p Person) -> Self {
        let shop = Shop::of(who).await;
        let instead = |price: &str| {
            let line = shop.monitors("1").with("unit_price", number(price));
            line.with("role", text("alternative"))
        };
        let lines = vec![
            shop.monitors("1"),
            instead("400"),
            instead("500"),
            shop.trainings("1").with("role", text("optional")),
        ];
        let quote = shop.quote(lines, &[]).await;
        let quote = records::act(who, "quote", (quote.id, None), "send", Answers::default());
        let quote = quote.await.expect("it is sent");
        Offered { shop, quote }
    }

    fn id(&self, at: usize) -> String {
        self.shop.lines(&self.quote)[at].id.to_string()
    }

    fn chosen(&self, at: &[usize]) -> Answers {
        let ids: Vec<String> = at.iter().map(|at| self.id(*at)).collect();
        Answers::of([(CHOSEN, Value::text(&ids.join(", ")))])
    }

    async fn accepted(&self, answers: Answers) -> kernel::Result<Record> {
        records::act(self.shop.who, "quote", (self.quote.id, None), "accept", answers).await
    }

    fn roles(&self, quote: &Record) -> Vec<String> {
        let roles = self.shop.cells("quote", quote, "role");
        roles.iter().map(|role| role.as_text().to_owned()).collect()
    }

    fn net(&self, quote: &Record) -> Value {
        self.shop.who.value("quote", quote, "net")
    }
}

scenario!(setting(), what_is_chosen_belongs_to_what_is_ordered, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let offered = Offered::of(&jana).await;
    assert_eq!(offered.net(&offered.quote), money("300", "EUR"));
    let module = jana.module("quote").expect("quotes");
    let choices = records::choices(&jana.engine, (&module, &offered.quote), "accept");
    let amounts: Vec<_> = choices[CHOSEN].iter().map(|choice| choice.amount).collect();
    let amount = |text: &str| match money(text, "EUR") {
        Value::Money(money) => Some(money),
        _ => None,
    };
    assert_eq!(amounts, [amount("400"), amount("500"), amount("1000")]);

    let asked = ("accept", offered.chosen(&[3]));
    let told = records::rehearse(&jana, &module, offered.quote.id, asked).await.expect("a sum");
    assert_eq!(offered.net(&told), money("1300", "EUR"));
    let stands = records::get(&jana, "quote", offered.quote.id).await.expect("it stands");
    assert_eq!(stands, offered.quote, "asking changes nothing");

    let accepted = offered.accepted(offered.chosen(&[2, 3])).await.expect("it is accepted");
    assert_eq!(offered.roles(&accepted), ["alternative", "alternative", "", ""]);
    assert_eq!(offered.net(&accepted), money("1500", "EUR"));
    let ordered = Answers::default();
    records::act(&jana, "quote", (accepted.id, None), "to_order", ordered).await.expect("ordered");
    let order = offered.shop.newest("sales_order").await;
    assert_eq!(jana.value("sales_order", &order, "net"), money("1500", "EUR"));
    assert_eq!(jana.value("sales_order", &order, "lines").lines().len(), 2);
});

scenario!(setting(), a_choice_is_taken_back_with_the_answer, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let offered = Offered::of(&jana).await;
    let run = jana.in_run(uuid::Uuid::now_v7());
    let (id, answers) = (offered.quote.id, offered.chosen(&[1]));
    let accepted = records::act(&run, "quote", (id, None), "accept", answers).await;
    assert_eq!(offered.net(&accepted.expect("it is accepted")), money("400", "EUR"));
    let entries = records::history(&jana, "quote", offered.quote.id, None, 1).await;
    let undo = entries.expect("a history")[0].undo.expect("it can be taken back");
    assert_eq!(records::undo_own_run(&jana, undo).await.expect("it is taken back"), (1, 0));
    let back = records::get(&jana, "quote", offered.quote.id).await.expect("it stands");
    assert_eq!(jana.value("quote", &back, "stage"), text("sent"));
    assert_eq!(offered.roles(&back), ["", "alternative", "alternative", "optional"]);
    assert_eq!(offered.net(&back), money("300", "EUR"));
});

scenario!(setting(), only_what_is_offered_can_be_chosen, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let offered = Offered::of(&jana).await;
    for wrong in [offered.chosen(&[0]), Answers::of([(CHOSEN, text("' OR 1=1 --"))])] {
        assert_eq!(problems(offered.accepted(wrong).await), ["chosen: not_in_list"]);
    }
    let both = offered.accepted(offered.chosen(&[1, 2])).await;
    assert_eq!(problems(both), ["chosen: one_alternative"]);
    let mut lines = offered.shop.lines(&offered.quote);
    lines[3] = lines[3].clone().with("role", Value::Empty);
    let only_roles = Input::of([("lines", Value::of_lines(lines.clone()))]);
    let early = records::update(&jana, "quote", offered.quote.id, None, only_roles).await;
    assert_eq!(problems(early), ["lines: sent_already"], "nobody has chosen yet");
    lines[0] = lines[0].clone().with("quantity", number("2"));
    let more = [("lines", Value::of_lines(lines)), ("stage", text("accepted"))];
    let more = records::update(&jana, "quote", offered.quote.id, None, Input::of(more)).await;
    assert_eq!(problems(more), ["lines: sent_already"], "a choice changes no quantity");
    // What was offered for sure is not dropped on the way.
    let mut fewer = offered.shop.lines(&offered.quote);
    fewer[0] = fewer[0].clone().with("role", text("optional"));
    let fewer = [("lines", Value::of_lines(fewer)), ("stage", text("accepted"))];
    let fewer = records::update(&jana, "quote", offered.quote.id, None, Input::of(fewer)).await;
    assert_eq!(problems(fewer), ["lines: sent_already"], "what is sure stays so");
    let none = records::count(&jana, "sales_order", &ListQuery::default(), 10).await;
    assert_eq!(none.expect("a count").n, 0);
    let accepted = offered.accepted(Answers::default()).await.expect("nothing has to be chosen");
    assert_eq!(offered.net(&accepted), money("300", "EUR"));
    assert_eq!(offered.roles(&accepted), ["", "alternative", "alternative", "optional"]);
});

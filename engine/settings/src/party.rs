//! People, roles and groups as forms name them.

use access::Party;
use records::Cx;
use uuid::Uuid;

/// Names of everybody who can be a part of something.
pub struct Parties {
    /// Each with its kind in words.
    pub all: Vec<(Party, String)>,
}

impl Parties {
    /// Reads who there is.
    pub async fn read(cx: &Cx) -> kernel::Result<Self> {
        let house = cx.engine.house().await?;
        let named = |names: Vec<(Party, &String)>| {
            let mut named: Vec<(Party, String)> =
                names.into_iter().map(|(party, name)| (party, name.clone())).collect();
            named.sort_by_key(|(_, name)| kernel::fold(name));
            named
        };
        let roles =
            named(house.roles().iter().map(|(id, name)| (Party::Role(*id), name)).collect());
        let groups = house.house().groups.keys();
        let groups = groups.filter_map(|id| Some((Party::Group(*id), house.names().get(id)?)));
        let mut all = Vec::new();
        for (role, name) in roles {
            all.push((Party::Branch(role.id()), name.clone()));
            all.push((role, name));
        }
        all.extend(named(groups.collect()));
        let people = records::people(cx).await?.into_iter();
        all.extend(people.map(|person| (Party::User(person.id), person.name)));
        Ok(Parties { all })
    }

    /// A party in words.
    pub fn label(&self, cx: &Cx, party: Party) -> String {
        let kind = cx.text(&format!("party.{}", party.word())).to_owned();
        let name = self.all.iter().find(|(known, _)| *known == party);
        format!("{kind}: {}", name.map_or("–", |(_, name)| name.as_str()))
    }

    /// Values with words, to choose from.
    pub fn choices(&self, cx: &Cx) -> Vec<(String, String)> {
        let choice = |(party, _): &(Party, String)| (value(*party), self.label(cx, *party));
        self.all.iter().map(choice).collect()
    }
}

/// A party as a form sends it.
pub fn value(party: Party) -> String {
    format!("{}:{}", party.word(), party.id())
}

/// Reads a party that a form sent.
pub fn party(sent: &str) -> Option<Party> {
    let (kind, id) = sent.split_once(':')?;
    Party::of(kind, Uuid::try_parse(id).ok()?)
}

//! A directory of its own: the `slapd` of Debian, on this machine, in a folder that is thrown away.

use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Where everything is.
pub const BASE: &str = "dc=firma,dc=test";
/// Who may read it.
pub const READER: &str = "cn=leser,dc=firma,dc=test";
/// Their password.
pub const SECRET: &str = "leser geheim";

/// Which certificates there are.
pub struct Certificates {
    /// Of who vouches for the directory.
    pub ca: String,
    /// Of somebody else.
    pub stranger: String,
}

/// A running directory.
pub struct Slapd {
    process: Child,
    folder: TempDir,
    /// Without encryption, and for StartTLS.
    pub open: String,
    /// Encrypted.
    pub secure: String,
    pub certificates: Certificates,
}

impl Drop for Slapd {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A certificate that vouches for itself and for a server of the name `localhost`.
fn certified(folder: &Path) -> String {
    let mut ca = rcgen::CertificateParams::new(Vec::new()).unwrap();
    ca.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    ca.distinguished_name.push(rcgen::DnType::CommonName, "Firma");
    let ca_key = rcgen::KeyPair::generate().unwrap();
    let root = ca.self_signed(&ca_key).unwrap();
    let key = rcgen::KeyPair::generate().unwrap();
    let names = vec!["localhost".to_owned()];
    let params = rcgen::CertificateParams::new(names).unwrap();
    let issuer = rcgen::Issuer::from_params(&ca, &ca_key);
    let own = params.signed_by(&key, &issuer).unwrap();
    std::fs::write(folder.join("own.pem"), own.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), key.serialize_pem()).unwrap();
    root.pem()
}

fn stranger() -> String {
    let key = rcgen::KeyPair::generate().unwrap();
    let params = rcgen::CertificateParams::new(vec!["elsewhere".to_owned()]).unwrap();
    params.self_signed(&key).unwrap().pem()
}

const PEOPLE: &str = "\
dn: dc=firma,dc=test
objectClass: dcObject
objectClass: organization
dc: firma
o: Firma

dn: cn=leser,dc=firma,dc=test
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: leser
userPassword: leser geheim

dn: ou=leute,dc=firma,dc=test
objectClass: organizationalUnit
ou: leute

dn: ou=gruppen,dc=firma,dc=test
objectClass: organizationalUnit
ou: gruppen

dn: uid=ines,ou=leute,dc=firma,dc=test
objectClass: inetOrgPerson
uid: ines
cn: Ines Vögt
sn: Vögt
mail: ines@firma.test
telephoneNumber: +49 30 1234
userPassword: ein langes Passwort

dn: uid=kurt,ou=leute,dc=firma,dc=test
objectClass: inetOrgPerson
uid: kurt
cn: Kurt Ödland
sn: Ödland
userPassword: ein anderes Passwort

dn: uid=zwilling,ou=leute,dc=firma,dc=test
objectClass: inetOrgPerson
uid: zwilling
cn: Zwilling Eins
sn: Eins
userPassword: doppelt gemoppelt

dn: cn=Zwei,ou=leute,dc=firma,dc=test
objectClass: inetOrgPerson
uid: zwilling
cn: Zwei
sn: Zwei
userPassword: doppelt gemoppelt

dn: cn=Vertrieb Süd,ou=gruppen,dc=firma,dc=test
objectClass: groupOfNames
cn: Vertrieb Süd
member: uid=ines,ou=leute,dc=firma,dc=test
";

impl Slapd {
    /// Starts a directory with its people.
    pub fn start() -> Slapd {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().display();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        let certificates = Certificates { ca: certified(folder.path()), stranger: stranger() };
        let schemas = ["core", "cosine", "inetorgperson"]
            .map(|name| format!("include /etc/ldap/schema/{name}.schema\n"));
        let settings = format!(
            "{}pidfile {at}/pid\nmodulepath /usr/lib/ldap\nmoduleload back_mdb\n\
             TLSCertificateFile {at}/own.pem\nTLSCertificateKeyFile {at}/key.pem\n\
             database mdb\nsuffix \"{BASE}\"\nrootdn \"cn=chef,{BASE}\"\nrootpw chef\n\
             directory {at}/data\nmaxsize 33554432\n\
             access to attrs=userPassword by anonymous auth by * none\n\
             access to * by dn.exact=\"{READER}\" read by * none\n",
            schemas.concat()
        );
        std::fs::write(folder.path().join("slapd.conf"), settings).unwrap();
        let (open, secure) = (free_port(), free_port());
        let places = format!("ldap://127.0.0.1:{open} ldaps://127.0.0.1:{secure}");
        let config = folder.path().join("slapd.conf");
        fill(&config);
        let process = Command::new("/usr/sbin/slapd")
            .args(["-d", "0", "-h", &places, "-f"])
            .arg(&config)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("slapd is there: apt-get install slapd");
        wait_for(open);
        Slapd {
            process,
            folder,
            open: format!("ldap://localhost:{open}"),
            secure: format!("ldaps://localhost:{secure}"),
            certificates,
        }
    }

    /// Takes somebody out, as an administrator of the directory would; it stands still meanwhile.
    pub fn remove(&mut self, place: &str) {
        self.stop();
        let config = self.folder.path().join("slapd.conf");
        let out = Command::new("/usr/sbin/slapcat").arg("-f").arg(&config).output().unwrap();
        let all = String::from_utf8(out.stdout).unwrap();
        let data = self.folder.path().join("data");
        std::fs::remove_dir_all(&data).unwrap();
        std::fs::create_dir(&data).unwrap();
        let kept = all.split("\n\n").filter(|one| !one.starts_with(&format!("dn: {place}\n")));
        let kept: Vec<&str> = kept.collect();
        load(&config, &kept.join("\n\n"));
        self.go_on();
    }

    /// The directory is away.
    pub fn stop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// The directory is there again.
    pub fn go_on(&mut self) {
        let port = |url: &str| url.rsplit(':').next().unwrap().to_owned();
        let (open, secure) = (port(&self.open), port(&self.secure));
        let places = format!("ldap://127.0.0.1:{open} ldaps://127.0.0.1:{secure}");
        self.process = Command::new("/usr/sbin/slapd")
            .args(["-d", "0", "-h", &places, "-f"])
            .arg(self.folder.path().join("slapd.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        wait_for(open.parse().unwrap());
    }
}

fn fill(config: &Path) {
    load(config, PEOPLE);
}

fn load(config: &Path, text: &str) {
    let mut slapadd = Command::new("/usr/sbin/slapadd")
        .arg("-f")
        .arg(config)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    slapadd.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let done = slapadd.wait_with_output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn wait_for(port: u16) {
    let until = Instant::now() + Duration::from_secs(20);
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < until, "the directory does not answer");
        std::thread::yield_now();
    }
}

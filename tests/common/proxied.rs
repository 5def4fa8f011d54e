//! A house with two copies of the program that share a site's folder, and one of the proxies of
//! `deploy/` in front, as it is shipped.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::{Answer, Client, Program, copy, eventually, root};

pub const HOST: &str = "diversity-networks.example";

/// The house; it is left and removed with the test.
pub struct House {
    pub folder: PathBuf,
    pub copies: Vec<Program>,
    proxy: Child,
    /// Where visitors come in.
    pub address: SocketAddr,
    /// nginx: where TLS is spoken, and where plain HTTP is sent to it.
    pub tls: SocketAddr,
    pub plain: SocketAddr,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    Nginx,
    Varnish,
}

/// An address that is free now.
fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

impl House {
    pub fn build(kind: Kind, test: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("deploy-{test}-{}", std::process::id()));
        for part in ["content", "locales", "static"] {
            copy(&root().join(part), &folder.join("site").join(part));
        }
        let start = || Program::serve(&folder.join("site"), &["--memory", "64"]);
        let copies = vec![start(), start()];
        let [address, tls, plain] = [free(), free(), free()];
        let deploy = root().join("deploy");
        let mut command = match kind {
            Kind::Nginx => {
                let text = fs::read_to_string(deploy.join("nginx.conf")).unwrap();
                let lines = text.lines().filter(|line| !line.contains("listen [::]"));
                let text = lines.collect::<Vec<_>>().join("\n");
                let text = text
                    .replace("127.0.0.1:3000", &copies[0].address.to_string())
                    .replace("127.0.0.1:3001", &copies[1].address.to_string())
                    .replace(
                        "listen 443 ssl http2;",
                        &format!("listen {tls} ssl http2; listen {address};"),
                    )
                    .replace(
                        "listen 443 ssl default_server",
                        &format!("listen {tls} ssl default_server"),
                    )
                    .replace("listen 80", &format!("listen {plain}"))
                    // The load of these tests comes from one address.
                    .replace("rate=100r/s", "rate=10000r/s")
                    .replace("/etc/ssl/diversity-networks.example", folder.to_str().unwrap())
                    .replace("/var/lib/nginx", folder.to_str().unwrap())
                    .replace("/var/log/nginx", folder.to_str().unwrap());
                nginx(&folder, &text)
            }
            Kind::Varnish => {
                let text = fs::read_to_string(deploy.join("varnish.vcl")).unwrap();
                let port = |index: usize| format!("\"{}\"", copies[index].address.port());
                let text = text.replace("\"3000\"", &port(0)).replace("\"3001\"", &port(1));
                fs::write(folder.join("site.vcl"), text).unwrap();
                let mut command = Command::new("varnishd");
                command.args(["-F", "-j", "none", "-p", "http_gzip_support=off"]);
                command.args(["-s", "malloc,64m", "-a", &address.to_string()]);
                command.arg("-n").arg(folder.join("varnish"));
                command.arg("-f").arg(folder.join("site.vcl"));
                command
            }
        };
        let proxy = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let proxy = proxy.unwrap_or_else(|error| panic!("{error}; tests/run installs the proxies"));
        let house = Self { folder, copies, proxy, address, tls, plain };
        eventually("the proxy answers", || {
            Client::try_new(address).is_ok() && house.ask("GET", "/nl/", "").status == 200
        });
        house
    }

    /// What the proxy answers.
    pub fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        ask(self.address, method, path, headers, "")
    }

    /// The part of requests that the proxy could answer, or was told "as before" about.
    pub fn hit_rate(&self, kind: Kind) -> f64 {
        let (mut hits, mut all) = (0.0, 0.0);
        if kind == Kind::Nginx {
            let log = fs::read_to_string(self.folder.join("diversity-networks.log")).unwrap();
            for line in log.lines() {
                all += 1.0;
                let is_hit = ["HIT", "STALE", "UPDATING"].iter().any(|hit| line.ends_with(hit));
                hits += f64::from(u8::from(is_hit));
            }
        } else {
            let output = Command::new("varnishstat")
                .args(["-1", "-f", "MAIN.cache_hit", "-f", "MAIN.client_req", "-n"])
                .arg(self.folder.join("varnish"))
                .output()
                .unwrap();
            for line in String::from_utf8(output.stdout).unwrap().lines() {
                let mut words = line.split_whitespace();
                let (name, value) = (words.next().unwrap(), words.next().unwrap());
                let value = value.parse().unwrap();
                if name.ends_with("client_req") { all = value } else { hits = value }
            }
        }
        hits / all
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.proxy.id().to_string()).status();
        let _ = self.proxy.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// nginx with everything that it writes in one folder, and a certificate for the test.
fn nginx(folder: &Path, site: &str) -> Command {
    fs::write(folder.join("site.conf"), site).unwrap();
    let paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {}/{name};", folder.display()));
    let main = format!(
        "user root; daemon off; worker_processes 1; pid {0}/pid; error_log {0}/error.log;\n\
         events {{ worker_connections 1024; }}\n\
         http {{ {1} include {0}/site.conf; }}\n",
        folder.display(),
        paths.join(" "),
    );
    fs::write(folder.join("nginx.conf"), main).unwrap();
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"])
        .args(["-days", "2", "-subj", &format!("/CN={HOST}"), "-keyout"])
        .arg(folder.join("key.pem"))
        .arg("-out")
        .arg(folder.join("fullchain.pem"))
        .stderr(Stdio::null())
        .status();
    assert!(made.unwrap().success());
    let mut command = Command::new("nginx");
    command.arg("-c").arg(folder.join("nginx.conf"));
    command
}

pub fn ask(address: SocketAddr, method: &str, path: &str, headers: &str, body: &str) -> Answer {
    let mut visitor = Client::new(address);
    visitor.say(format!(
        "{method} {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n{headers}\
         Content-Length: {}\r\n\r\n{body}",
        body.len(),
    ));
    visitor.try_answer(method != "HEAD").unwrap().expect("an answer")
}

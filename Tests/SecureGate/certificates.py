"""Certificates for a test of TLS, made with openssl: a root, what it signed, and the same of a stranger."""
import pathlib
import subprocess

# Name of the certificate: its root and the names that it is for; none for a client's.
CERTIFICATES = {
    "server": ("root", "IP:127.0.0.1"),
    "elsewhere": ("root", "DNS:elsewhere.example.org"),
    "client": ("root", None),
    "stranger": ("other-root", None),
}


def _openssl(folder, *words):
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def make(folder):
    """Writes NAME.pem and NAME.key for the roots and the certificates into the folder."""
    folder = pathlib.Path(folder)
    for root in ("root", "other-root"):
        _openssl(folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                 "-subj", f"/CN=test {root}", "-keyout", f"{root}.key", "-out", f"{root}.pem")
    for name, (root, names) in CERTIFICATES.items():
        (folder / f"{name}.ext").write_text(
            "basicConstraints=critical,CA:FALSE\n" + (f"subjectAltName={names}\n" if names else ""))
        _openssl(folder, "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}",
                 "-keyout", f"{name}.key", "-out", f"{name}.csr")
        _openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{root}.pem", "-CAkey", f"{root}.key",
                 "-CAcreateserial", "-days", "2", "-extfile", f"{name}.ext", "-out", f"{name}.pem")

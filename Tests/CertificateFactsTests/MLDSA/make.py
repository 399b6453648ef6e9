"""Makes the certificates of this folder, which Debian 12's OpenSSL cannot: `python3 make.py`, with PyPI's cryptography
(50 or later, whose OpenSSL signs by ML-DSA). The keys are thrown away. Each root and the leaf that it issued go by the
parameter set's number."""

import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, mldsa
from cryptography.hazmat.primitives.serialization import Encoding

FIRST, LAST = datetime.datetime(2026, 1, 1), datetime.datetime(2046, 1, 1)


def make(subject, key, issuer, signer, authority, names=()):
    def name(text):
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

    builder = (x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name(issuer)).public_key(key)
               .serial_number(x509.random_serial_number()).not_valid_before(FIRST).not_valid_after(LAST)
               .add_extension(x509.BasicConstraints(authority, None), critical=True))
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(n) for n in names]), critical=False)
    return builder.sign(signer, None)


for number, kind in ((44, mldsa.MLDSA44PrivateKey), (65, mldsa.MLDSA65PrivateKey), (87, mldsa.MLDSA87PrivateKey)):
    root, leaf = kind.generate(), ec.generate_private_key(ec.SECP256R1())
    for file, certificate in (
            (f"root{number}.pem", make(f"Root {number}", root.public_key(), f"Root {number}", root, True)),
            (f"leaf{number}.pem", make("good.test", leaf.public_key(), f"Root {number}", root, False, ["good.test"]))):
        open(file, "wb").write(certificate.public_bytes(Encoding.PEM))

"""Starts local TLS servers of many configurations and looks at them with Seawall, sslscan, sslyze and testssl in one run.

    python3 compare.py TransitBenchmark CATALOGUE [--sslyze PYTHON] [--testssl]

TransitBenchmark is the release build; sslscan and testssl are Debian's; PYTHON is an interpreter that has sslyze (left out
without it). testssl takes some 20 seconds a server.
Prints one table of what each tool found of each server (versions, suites; "=" where it is what Seawall found), one of
groups, and the time and memory that each took. "bare us" is what the system calls of one connection to that server took
by themselves in the same run. Exits 1 where another tool found a version or a suite that Seawall did not.
"""

import argparse, json, os, re, resource, shutil, socket, subprocess, sys, tempfile, time
import xml.etree.ElementTree as tree

LOW = "@SECLEVEL=0"
RSA, EC = ["-cert", "rsa.pem", "-key", "rsa.key"], ["-cert", "ec.pem", "-key", "ec.key"]
SERVERS = [
    ("modern", RSA + ["-tls1_3", "-groups", "X25519:P-256:P-384"]),
    ("modern, one suite", EC + ["-tls1_3", "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256", "-groups", "X25519"]),
    ("default RSA", RSA),
    ("default ECDSA", EC),
    ("both keys", RSA + ["-dcert", "ec.pem", "-dkey", "ec.key"]),
    ("intermediate", RSA + ["-min_protocol", "TLSv1.2", "-cipher",
        "ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM", "-serverpref"]),
    ("TLS 1.2 only", RSA + ["-tls1_2"]),
    ("TLS 1.2 ECDSA", EC + ["-tls1_2", "-groups", "P-256:P-384"]),
    ("CBC only", RSA + ["-tls1_2", "-cipher", "ECDHE-RSA-AES128-SHA:AES256-SHA256:AES128-SHA"]),
    ("no forward secrecy", RSA + ["-tls1_2", "-cipher", "kRSA"]),
    ("TLS 1.0 and 1.1", RSA + ["-no_tls1_3", "-no_tls1_2", "-min_protocol", "TLSv1", "-cipher", "ALL:" + LOW]),
    ("old, all versions", RSA + ["-min_protocol", "TLSv1", "-cipher", "ALL:" + LOW]),
    ("TLS 1.0 only", RSA + ["-tls1", "-cipher", "DEFAULT:" + LOW]),
    ("NULL and anonymous", RSA + ["-tls1_2", "-cipher", "NULL:aNULL:" + LOW]),
    ("everything", RSA + ["-min_protocol", "TLSv1", "-cipher", "ALL:COMPLEMENTOFALL:" + LOW]),
    ("everything, ECDSA", EC + ["-min_protocol", "TLSv1", "-cipher", "ALL:COMPLEMENTOFALL:" + LOW]),
    ("DH 1024", RSA + ["-tls1_2", "-cipher", "DHE:" + LOW, "-dhparam", "dh1024.pem"]),
    ("DH 2048", RSA + ["-tls1_2", "-cipher", "DHE", "-dhparam", "dh2048.pem"]),
    ("client certificate", RSA + ["-Verify", "1", "-CAfile", "ca.pem"]),
    ("server order", RSA + ["-tls1_2", "-serverpref"]),
    ("ARIA and CAMELLIA", RSA + ["-tls1_2", "-cipher", "ARIA:CAMELLIA:" + LOW]),
    ("CCM", EC + ["-cipher", "AESCCM", "-ciphersuites", "TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256"]),
    ("P-521 alone", RSA + ["-groups", "P-521"]),
    ("RSA-1024 SHA-1", ["-cert", "old.pem", "-key", "old.key", "-cipher", "DEFAULT:" + LOW]),
]
PKI = """set -e
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=root
for k in rsa:2048/rsa ec/ec rsa:1024/old; do
  n=${k#*/}; t=${k%/*}; o=; [ $t = ec ] && o="-pkeyopt ec_paramgen_curve:P-256"
  openssl req -x509 -newkey $t $o -nodes -keyout $n.key -out $n.pem -days 20 -subj /CN=bench.test -addext subjectAltName=DNS:bench.test
done
openssl dhparam -dsaparam -out dh1024.pem 1024; openssl dhparam -dsaparam -out dh2048.pem 2048"""
VERSIONS = {"SSL 2.0": "SSLv2", "SSL 3.0": "SSLv3", "TLS 1.0": "TLSv1.0", "TLS 1.1": "TLSv1.1", "TLS 1.2": "TLSv1.2",
            "TLS 1.3": "TLSv1.3"}


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def timed(command, **options):
    """Output, wall seconds, processor seconds of the child."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout, time.monotonic() - start, spent, done.stderr


def names(codes):
    """IANA names by code, from the catalogue."""
    return {suite["code"]: suite["name"] for suite in codes["suites"]}


def sslscan(port, by_code):
    out, wall, cpu, _ = timed(["sslscan", "--no-colour", "--xml=-", "--show-cipher-ids", "--no-heartbleed",
                               "--sni-name=bench.test", f"127.0.0.1:{port}"])
    root = tree.fromstring(re.sub(r"^[^<]*", "", out))
    versions = {("SSLv" if p.get("type") == "ssl" else "TLSv") + p.get("version")
                for p in root.iter("protocol") if p.get("enabled") == "1"}
    suites = {by_code.get(int(c.get("id"), 16), c.get("cipher")) for c in root.iter("cipher")}
    return versions, suites, wall, cpu, {g.get("name") for g in root.iter("group")}


def testssl(port, by_code):
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/found.json"
        _, wall, cpu, err = timed(["testssl", "--quiet", "--color", "0", "--warnings", "off", "-n", "none", "-p", "-E",
                                   "--jsonfile", path, f"127.0.0.1:{port}"])
        found = {each["id"]: each["finding"] for each in json.load(open(path))}
    ids = {"SSLv2": "SSLv2", "SSLv3": "SSLv3", "TLS1": "TLSv1.0", "TLS1_1": "TLSv1.1", "TLS1_2": "TLSv1.2",
           "TLS1_3": "TLSv1.3"}
    versions = {name for key, name in ids.items() if found.get(key, "").startswith("offered")}
    codes = [int(key.rsplit("_x", 1)[1], 16) for key in found if re.fullmatch(r"cipher-\w+_x[0-9a-f]{2,4}", key)]
    return versions, {by_code.get(code, hex(code)) for code in codes}, wall, cpu


def sslyze(python, ports):
    """One run over all servers, as its users would."""
    code = """
import sys
from sslyze import *
import json
plain = {'ssl_2_0_cipher_suites':'SSLv2','ssl_3_0_cipher_suites':'SSLv3','tls_1_0_cipher_suites':'TLSv1.0',
         'tls_1_1_cipher_suites':'TLSv1.1','tls_1_2_cipher_suites':'TLSv1.2','tls_1_3_cipher_suites':'TLSv1.3'}
scanner = Scanner()
commands = {ScanCommand[n.upper()] for n in plain} | {ScanCommand.CERTIFICATE_INFO, ScanCommand.ELLIPTIC_CURVES, ScanCommand.TLS_COMPRESSION}
scanner.queue_scans([ServerScanRequest(server_location=ServerNetworkLocation('bench.test', int(p), '127.0.0.1'),
                     scan_commands=commands) for p in sys.argv[1:]])
for r in scanner.get_results():
    versions, suites, curves = [], set(), []
    if r.scan_result:
        for name, version in plain.items():
            a = getattr(r.scan_result, name).result
            if a and a.accepted_cipher_suites:
                versions.append(version); suites |= {s.cipher_suite.name for s in a.accepted_cipher_suites}
        e = r.scan_result.elliptic_curves.result
        curves = [c.name for c in e.supported_curves or []] if e else []
    print(json.dumps([r.server_location.port, versions, sorted(suites), curves]))
import resource; print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
"""
    out, wall, cpu, err = timed([python, "-c", code] + [str(p) for p in ports])
    lines = [json.loads(line) for line in out.splitlines()]
    if not lines:
        sys.exit("sslyze gave nothing:\n" + err[-2000:])
    return {line[0]: line[1:] for line in lines[:-1]}, wall, cpu, lines[-1]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("benchmark")
    options.add_argument("catalogue")
    options.add_argument("--sslyze", metavar="PYTHON")
    options.add_argument("--testssl", action="store_true")
    options = options.parse_args()
    catalogue = json.load(open(options.catalogue))
    by_code = names(catalogue)
    folder = tempfile.mkdtemp(prefix="seawall-transit-")
    servers = []
    try:
        subprocess.run(["bash", "-c", PKI], cwd=folder, check=True, stderr=subprocess.DEVNULL)
        ports = free_ports(len(SERVERS))
        for (name, arguments), port in zip(SERVERS, ports):
            # HTTP answers, so that the run over all reads headers too.
            servers.append(subprocess.Popen(
                ["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-www", "-quiet"] + arguments, cwd=folder,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        for (name, _), port in zip(SERVERS, ports):
            for _ in range(200):
                if listens(port):
                    break
                time.sleep(0.05)
            else:
                sys.exit(f"the server '{name}' did not start")
        out, _, _, err = timed([options.benchmark, options.catalogue] + [f"https:{port}" for port in ports])
        lines = [json.loads(line) for line in out.splitlines()]
        if len(lines) != len(ports) + 1:
            sys.exit("TransitBenchmark failed:\n" + err[-2000:])
        ours, whole = {int(line["bench.port"]): line for line in lines[:-1]}, lines[-1]
        scans = {port: sslscan(port, by_code) for port in ports}
        yzes, yze_wall, yze_cpu, yze_peak = sslyze(options.sslyze, ports) if options.sslyze else ({}, 0, 0, 0)
        tests = {port: testssl(port, by_code) for port in ports} if options.testssl else {}
        missed = report(ports, ours, scans, yzes, tests)
        print(f"\nall {len(ports)} servers, everything, at once: Seawall {whole['bench.wall_ms'] / 1000:.2f} s wall, "
              f"{whole['bench.cpu_ms'] / 1000:.2f} s CPU, {whole['bench.peak_kb'] / 1024:.0f} MB")
        print(f"sslscan, one after another: {sum(s[2] for s in scans.values()):.1f} s wall, "
              f"{sum(s[3] for s in scans.values()):.2f} s CPU")
        if yzes:
            print(f"sslyze, one run: {yze_wall:.1f} s wall, {yze_cpu:.1f} s CPU, {yze_peak / 1024:.0f} MB")
        if tests:
            print(f"testssl, one after another: {sum(t[2] for t in tests.values()):.0f} s wall, "
                  f"{sum(t[3] for t in tests.values()):.0f} s CPU")
        sys.exit(1 if missed else 0)
    finally:
        for server in servers:
            server.kill()
        shutil.rmtree(folder)


def report(ports, ours, scans, yzes, tests):
    missed = False
    print(f"{'server':20} {'versions':>9} {'suites':>7} {'groups':>7} {'CPU ms':>7} {'bare us':>7}  {'sslscan':24} {'CPU ms':>7}  {'sslyze':24} testssl")
    for (name, _), port in zip(SERVERS, ports):
        mine = ours[port]
        versions, suites = set(mine.get("tls.versions", [])), set(mine.get("tls.suites", []))
        cells = []
        for other in (scans[port][:2], yzes.get(port, [None, None])[:2], tests.get(port, [None, None])[:2]):
            if other[0] is None:
                cells.append("-")
                continue
            theirs = set(other[0]), {SAME.get(s, s) for s in other[1]}
            more = (theirs[0] - versions) | (theirs[1] - {SAME.get(s, s) for s in suites})
            less = len(versions - theirs[0]) + len({SAME.get(s, s) for s in suites} - theirs[1])
            missed = missed or bool(more)
            cells.append("=" if not more and not less else f"{less} fewer" + (f", MORE: {sorted(more)}" if more else ""))
        print(f"{name:20} {len(versions):9} {len(suites):7} {len(mine.get('tls.groups', [])):7} {mine['bench.cpu_ms']:7.1f} {mine['bench.bare_us']:7.0f}"
              f"  {cells[0]:24} {scans[port][3] * 1000:7.0f}  {cells[1]:24} {cells[2]}")
    print("\ngroups")
    for (name, _), port in zip(SERVERS, ports):
        theirs = sorted(scans[port][4])
        print(f"{name:20} Seawall {' '.join(ours[port].get('tls.groups', []))} | sslscan {' '.join(theirs)}"
              f" | sslyze {' '.join((yzes.get(port) or [0, 0, []])[2])}")
    return missed


# The registry's names where a tool writes others for the same code point.
SAME = {"TLS_PSK_DHE_WITH_AES_128_CCM_8": "TLS_DHE_PSK_WITH_AES_128_CCM_8",
        "TLS_PSK_DHE_WITH_AES_256_CCM_8": "TLS_DHE_PSK_WITH_AES_256_CCM_8"}

if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# Copyright the Seawall authors. Licensed under the Apache License, Version 2.0.
"""Writes a labelled corpus of Hong Kong government documents: python3 make.py OUTDIR

OUTDIR receives documents in folders, and three lists beside them:
  truth.jsonl   one line for each place where personal data stands
  decoys.jsonl  one line for each place that looks like it and is not
  files.jsonl   one line for each document: encoding, language, line ends

Every value is synthetic. The same bytes come out on each run. Only the standard library is used.
"""
import base64
import datetime
import hashlib
import json
import os
import random
import re
import sys
import textwrap
import unicodedata
import uuid

SEED = 19970701
R = random.Random(SEED)
UP = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def pick(seq):
    return seq[R.randrange(len(seq))]


def chance(p):
    return R.random() < p


def some(seq, k):
    seq = list(seq)
    R.shuffle(seq)
    return seq[:k]


def digits(n, first=None):
    s = "".join(str(R.randrange(10)) for _ in range(n))
    return (first + s[len(first):]) if first else s


def letters(n, alphabet=UP):
    return "".join(pick(alphabet) for _ in range(n))


# ---------------------------------------------------------------- marks
# A marked value travels through templates as U+E000 index U+E001 and is put in when the file is written, so its place
# is known. U+E002 index U+E003 is the same without the quotation marks that JSON sets around it.

MARKS = []


def mark(true, kind, value, canonical):
    MARKS.append((true, kind, value, canonical))
    return "\ue000%d\ue001" % (len(MARKS) - 1)


def T(kind, value, canonical):
    return mark(True, kind, value, canonical)


def D(kind, value):
    return mark(False, kind, value, plain(value))


MARK = re.compile("\ue000(\\d+)\ue001")
BARE = re.compile("\"\ue002(\\d+)\ue003\"")


def bare(m):
    return m.replace("\ue000", "\ue002").replace("\ue001", "\ue003")


def shown(s):
    return MARK.sub(lambda m: MARKS[int(m.group(1))][2], s)


def plain(v):
    v = unicodedata.normalize("NFKC", v).upper()
    return re.sub(r"[\s\-‐-–()]", "", v)


def wide(s):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in s)


def pad(s, n):
    return s + " " * max(1, n - wide(shown(s)))


def full(s):
    """Full-width forms of ASCII."""
    return "".join("\u3000" if c == " " else chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in s)


# ---------------------------------------------------------------- check digits (makers)

def hkid_check(prefix, six):
    vals = [36 if c == " " else ord(c) - 55 for c in prefix.rjust(2)] + [int(c) for c in six]
    r = -sum(w * v for w, v in zip(range(9, 1, -1), vals)) % 11
    return "A" if r == 10 else str(r)


def rid_check(seventeen):
    w = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return "10X98765432"[sum(a * int(b) for a, b in zip(w, seventeen)) % 11]


def luhn_check(body):
    t = 0
    for i, c in enumerate(reversed(body)):
        d = int(c) * (2 if i % 2 == 0 else 1)
        t += d - 9 if d > 9 else d
    return str(-t % 10)


def iban_check(country, bban):
    n = "".join(str(int(c, 36)) for c in bban + country + "00")
    return "%02d" % (98 - int(n) % 97)


# ---------------------------------------------------------------- check digits (validators, written another way)

def valid_hkid(v):
    m = re.fullmatch(r"([A-Z]{1,2})(\d{6})([\dA])", v)
    if not m:
        return False
    total = 9 * 36 if len(m.group(1)) == 1 else 0
    weight = 7 + len(m.group(1))
    for c in m.group(1):
        total += weight * (UP.index(c) + 10)
        weight -= 1
    for c in m.group(2):
        total += weight * int(c)
        weight -= 1
    total += 10 if m.group(3) == "A" else int(m.group(3))
    return weight == 1 and total % 11 == 0


def valid_rid(v):
    if not re.fullmatch(r"\d{17}[\dX]", v) or v[:6] not in REGIONS:
        return False
    try:
        day = datetime.datetime.strptime(v[6:14], "%Y%m%d").date()
    except ValueError:
        return False
    p = 0  # ISO 7064 MOD 11-2, as the standard's recursion
    for c in v[:17]:
        p = (p + int(c)) * 2 % 11
    p += 10 if v[17] == "X" else int(v[17])
    return p % 11 == 1 and datetime.date(1900, 1, 1) < day < datetime.date(2025, 1, 1)


def valid_luhn(v):
    t = [int(c) for c in v][::-1]
    return (sum(t[0::2]) + sum(sum(divmod(2 * d, 10)) for d in t[1::2])) % 10 == 0


def valid_card(v):
    if not v.isdigit() or not valid_luhn(v):
        return False
    n, two, four = len(v), int(v[:2]), int(v[:4])
    return ((v[0] == "4" and n == 16) or ((51 <= two <= 55 or 2221 <= four <= 2720) and n == 16)
            or (two in (34, 37) and n == 15) or (two == 62 and 16 <= n <= 19)
            or (3528 <= four <= 3589 and n == 16) or (two == 36 and n == 14))


IBAN_LENGTH = {"GB": 22, "DE": 22, "FR": 27, "CH": 21, "NL": 18, "ES": 24, "IT": 27, "BE": 16, "AE": 23, "SA": 24,
               "PL": 28, "NO": 15, "SE": 24, "DK": 18, "FI": 18, "AT": 20, "IE": 22, "PT": 25, "LU": 20, "TR": 26,
               "MT": 31, "GR": 27, "CZ": 24, "HU": 28, "IL": 23, "PK": 24}


def valid_iban(v):
    if IBAN_LENGTH.get(v[:2]) != len(v) or not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]+", v):
        return False
    r = 0
    for c in v[4:] + v[:4]:
        r = (r * 10 + int(c)) % 97 if c.isdigit() else (r * 100 + ord(c) - 55) % 97
    return r == 1


# ---------------------------------------------------------------- synthetic values

HK_PREFIX = list("ABCDEFGHJKLMNPRSTVWYZ") + ["XA", "XB", "XC", "XD", "XE", "XG", "XH", "WX", "EC"]

REGIONS = """110101 110102 110105 110108 120101 120103 130102 140105 210102 210202 220102 230102 310101 310104 310115
320102 320104 320505 330102 330106 330203 340104 350102 350203 350206 350502 360102 370102 370202 410102 420102 420106
430102 430104 440103 440104 440105 440106 440111 440303 440304 440305 440306 440307 440402 440507 440604 440606 440703
440781 441302 441502 441900 442000 445102 445281 450102 460105 500103 510104 510105 520102 530102 610103""".split()


def birth_day(lo=1940, hi=1999):
    """Birth dates have ordinals that 3 divides; no decoy date has."""
    a, b = datetime.date(lo, 1, 1).toordinal(), datetime.date(hi, 12, 28).toordinal()
    o = R.randrange(a, b)
    return datetime.date.fromordinal(o - o % 3 + 3)


def other_day(lo=2015, hi=2029):
    a, b = datetime.date(lo, 1, 1).toordinal(), datetime.date(hi, 12, 28).toordinal()
    o = R.randrange(a, b)
    return datetime.date.fromordinal(o + 1 if o % 3 == 0 else o)


def new_hkid():
    p = pick(HK_PREFIX[21:]) if chance(0.16) else pick(HK_PREFIX[:21])
    d = digits(6)
    c = hkid_check(p, d)
    if c != "A" and chance(0.06):  # a few more with the check digit A
        while c != "A":
            d = digits(6)
            c = hkid_check(p, d)
    return p, d, c


def new_rid(day):
    b = pick(REGIONS) + day.strftime("%Y%m%d") + digits(3)
    return b + rid_check(b)


BRANDS = [("Visa", 9), ("Mastercard", 7), ("American Express", 3), ("UnionPay", 5), ("JCB", 1), ("Diners Club", 1)]


def card_number(brand):
    if brand == "Visa":
        b = digits(15, "4")
    elif brand == "Mastercard":
        b = digits(15, str(R.randrange(51, 56)) if chance(0.7) else str(R.randrange(2221, 2721)))
    elif brand == "American Express":
        b = digits(14, pick(["34", "37"]))
    elif brand == "UnionPay":
        b = digits(pick([15, 15, 18]), "62")
    elif brand == "JCB":
        b = digits(15, str(R.randrange(3528, 3590)))
    else:
        b = digits(13, "36")
    return b + luhn_check(b)


def new_card():
    brand = pick([b for b, n in BRANDS for _ in range(n)])
    return brand, card_number(brand)


def new_iban(country=None):
    c = country or pick(list(IBAN_LENGTH))
    n = IBAN_LENGTH[c] - 4
    lead = {"GB": 4, "NL": 4, "IE": 4, "MT": 4, "PK": 4, "IT": 1}.get(c, 0)
    bban = letters(lead, "ABCDEFGHKLMNPRSTUW") + digits(n - lead)
    return c + iban_check(c, bban) + bban


DOMAINS = ["post.harbour.example", "mail.kaifong.example", "clinic.example", "permits.example", "school.example",
           "lanternbay-mail.hk", "tsuenwan-kaifong.org.hk", "wah-hing-hong.com.hk", "quillbay-estate.hk",
           "nine-dragons-post.com", "ferrypier-net.com.hk", "silverstream-college.edu.hk", "baltic-lading.de",
           "pearl-delta-youxiang.cn", "lychee-xinxi.com.cn", "sandhopper-legal.co.uk", "peakline-consult.asia",
           "harbour-permits.gov.hk", "dept-of-tides.gov.hk", "kwai-lok-clinic.org", "moonrabbit-studio.io"]

SUR = [("陳", "Chan"), ("黃", "Wong"), ("李", "Lee"), ("張", "Cheung"), ("林", "Lam"), ("何", "Ho"), ("吳", "Ng"),
       ("梁", "Leung"), ("劉", "Lau"), ("鄭", "Cheng"), ("葉", "Yip"), ("曾", "Tsang"), ("郭", "Kwok"), ("譚", "Tam"),
       ("馮", "Fung"), ("鄧", "Tang"), ("蔡", "Choi"), ("周", "Chow"), ("羅", "Lo"), ("許", "Hui"), ("歐陽", "Au-yeung")]
GIVEN = [("大文", "Tai-man"), ("美玲", "Mei-ling"), ("志明", "Chi-ming"), ("家欣", "Ka-yan"), ("國強", "Kwok-keung"),
         ("詠詩", "Wing-sze"), ("俊傑", "Chun-kit"), ("慧敏", "Wai-man"), ("子軒", "Tsz-hin"), ("嘉儀", "Ka-yee"),
         ("偉業", "Wai-yip"), ("淑芬", "Suk-fan"), ("浩然", "Ho-yin"), ("穎彤", "Wing-tung"), ("建國", "Kin-kwok"),
         ("小燕", "Siu-yin"), ("永康", "Wing-hong"), ("秀珍", "Sau-chun"), ("天佑", "Tin-yau"), ("雅文", "Nga-man")]
ML_SUR = [("王", "Wang"), ("李", "Li"), ("張", "Zhang"), ("劉", "Liu"), ("陳", "Chen"), ("楊", "Yang"), ("趙", "Zhao"),
          ("孫", "Sun"), ("朱", "Zhu"), ("胡", "Hu"), ("高", "Gao"), ("謝", "Xie")]
ML_GIVEN = [("偉", "Wei"), ("芳", "Fang"), ("麗華", "Lihua"), ("建軍", "Jianjun"), ("曉東", "Xiaodong"), ("靜", "Jing"),
            ("文博", "Wenbo"), ("雪梅", "Xuemei"), ("志強", "Zhiqiang"), ("雨桐", "Yutong"), ("海濤", "Haitao")]
FOREIGN = [("Maria", "Fernandez"), ("Bishnu", "Gurung"), ("Harpreet", "Singh"), ("John", "Whitcombe"),
           ("Aisha", "Rahman"), ("Katarzyna", "Kowalska"), ("Lukas", "Brenner"), ("Siti", "Wulandari"),
           ("Grace", "Dela Cruz"), ("Pierre", "Lemoine"), ("Yuki", "Nakagawa"), ("Imran", "Sheikh")]


class Person:
    def __init__(self, kind=None, lo=1940, hi=1999):
        self.kind = kind or pick(["hk"] * 7 + ["ml", "int"])
        if self.kind == "hk":
            s, g = pick(SUR), pick(GIVEN)
            self.tc, self.en = s[0] + g[0], s[1].upper() + " " + g[1]
            ini = "".join(x[0] for x in g[1].split("-")).lower()
            base = [pick([ini + s[1], s[1] + ini, g[1].replace("-", "") + "." + s[1], ini[0] + "_" + s[1],
                          g[1].replace("-", "") + s[1][0]]).lower()]
        elif self.kind == "ml":
            s, g = pick(ML_SUR), pick(ML_GIVEN)
            self.tc, self.en = s[0] + g[0], s[1] + " " + g[1]
            base = [pick([s[1] + g[1], g[1] + "." + s[1], s[1] + "_" + g[1]]).lower()]
        else:
            g, s = pick(FOREIGN)
            self.tc = self.en = g + " " + s
            base = [pick([g + "." + s, g[0] + s, s + "-" + g]).lower().replace(" ", "")]
        self.local = base[0].replace("au-yeung", "auyeung") + (str(R.randrange(2, 99)) if chance(0.55) else "")
        if chance(0.06):
            self.local += "+" + pick(["permit", "gov", "clinic", "2024"])
        self.mail = self.local + "@" + pick(DOMAINS)
        self.born = birth_day(lo, hi)
        self.id, self.rid = new_hkid(), new_rid(self.born)
        self.brand, self.card = new_card()
        self.bank = new_iban()
        self.exp = "%02d/%02d" % (R.randrange(1, 13), R.randrange(26, 31))

    def name(self, lang):
        return self.en if lang == "en" else self.tc if lang == "tc" else sc(self.tc)

    # ---- written forms. `where`: prose, label (a label or heading says what it is) or cell (a table's column).
    def hkid(self, where="prose", style=None):
        p, d, c = self.id
        forms = {"std": p + d + "(" + c + ")", "nob": p + d + c, "sp": p + d + " (" + c + ")",
                 "fwb": p + d + "（" + c + "）", "low": p.lower() + d + "(" + c.lower() + ")",
                 "split": p + " " + d + " (" + c + ")", "grp": p + d[:3] + " " + d[3:] + "(" + c + ")",
                 "hyp": p + "-" + d + "(" + c + ")", "hyc": p + d + "-" + c, "fw": full(p + d + "(" + c + ")"),
                 "lownob": (p + d + c).lower()}
        w = {"prose": ["std"] * 7 + ["sp", "fwb", "fwb", "low", "split", "fw", "nob"],
             "label": ["std"] * 5 + ["nob", "nob", "sp", "fwb", "low", "split", "grp", "hyp", "hyc", "fw", "lownob"],
             "cell": ["std"] * 4 + ["nob"] * 4 + ["sp", "low", "fwb", "lownob"]}[where]
        return T("hkid", forms[style or pick(w)], p + d + c)

    def resident(self, where="prose", style=None):
        v = self.rid
        forms = {"std": v, "low": v.lower(), "sp": v[:6] + " " + v[6:14] + " " + v[14:],
                 "hyp": v[:6] + "-" + v[6:14] + "-" + v[14:], "fw": full(v)}
        w = {"prose": ["std"] * 8 + ["low", "sp", "fw"], "label": ["std"] * 7 + ["low", "sp", "sp", "hyp", "fw"],
             "cell": ["std"] * 6 + ["low"]}[where]
        return T("resident-id", forms[style or pick(w)], v)

    def pan(self, where="prose", style=None):
        v = self.card
        if len(v) == 15:
            g = [v[:4], v[4:10], v[10:]]
        elif len(v) == 14:
            g = [v[:4], v[4:10], v[10:]]
        elif len(v) == 19:
            g = [v[:6], v[6:]] if chance(0.4) else [v[:4], v[4:8], v[8:12], v[12:16], v[16:]]
        else:
            g = [v[:4], v[4:8], v[8:12], v[12:]]
        forms = {"std": v, "sp": " ".join(g), "hyp": "-".join(g), "fw": full(" ".join(g))}
        w = {"prose": ["sp"] * 4 + ["hyp", "hyp", "std", "std", "std"],
             "label": ["sp"] * 4 + ["hyp", "hyp", "std", "std", "fw"], "cell": ["std"] * 3 + ["sp", "hyp"]}[where]
        return T("card", forms[style or pick(w)], v)

    def iban(self, where="prose", style=None):
        v = self.bank
        four = [v[i:i + 4] for i in range(0, len(v), 4)]
        forms = {"std": v, "sp": " ".join(four), "low": v.lower(), "hyp": "-".join(four)}
        w = {"prose": ["sp"] * 3 + ["std"] * 3, "label": ["sp"] * 5 + ["std"] * 5 + ["low", "hyp"],
             "cell": ["std"] * 4 + ["sp"]}[where]
        return T("iban", forms[style or pick(w)], v)

    def email(self, where="prose", style=None):
        v = self.mail
        if style is None and where == "prose":
            style = pick(["std"] * 14 + ["up", "cap"])
        if style == "up":
            v = v.upper()
        elif style == "cap":
            v = v[0].upper() + v[1:]
        elif style == "pct":
            return T("email", v.replace("@", "%40").replace("+", "%2B"), v)
        elif style == "fw":
            return T("email", v.replace("@", "＠"), v)
        return T("email", v, v.lower())

    def dob(self, lang="en", where="label", style=None):
        return T("birth-date", write_date(self.born, lang, where, style), self.born.isoformat())

    def phone(self, where="label", kind=None, style=None):
        kind = kind or {"hk": pick(["mob", "mob", "mob", "fix"]), "ml": pick(["cn", "cn", "cnfix", "mob"]),
                        "int": pick(["int", "mob", "mob", "int"])}[self.kind]
        v = write_phone(kind, where, style)
        return T("phone", v, re.sub(r"\D", "", unicodedata.normalize("NFKC", v)))


MONTHS = "January February March April May June July August September October November December".split()
HAN = "〇一二三四五六七八九"


def han(n):
    return (HAN[n // 10] if n >= 20 else "") + ("十" if n >= 10 else "") + (HAN[n % 10] if n % 10 else "")


def write_date(x, lang, where, style=None):
    y, m, d = x.year, x.month, x.day
    suffix = "th" if 4 <= d % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(d % 10, "th")
    short = ((1940 <= y <= 1999) or (2015 <= y <= 2030))
    forms = {
        "long": "%d %s %d" % (d, MONTHS[m - 1], y), "mon": "%d %s %d" % (d, MONTHS[m - 1][:3], y),
        "us": "%s %d, %d" % (MONTHS[m - 1], d, y), "ord": "%d%s %s %d" % (d, suffix, MONTHS[m - 1], y),
        "dmy": "%d/%d/%d" % (d, m, y), "dmy0": "%02d/%02d/%d" % (d, m, y), "dmy2": "%d/%d/%02d" % (d, m, y % 100),
        "iso": "%d-%02d-%02d" % (y, m, d), "oracle": "%02d-%s-%d" % (d, MONTHS[m - 1][:3].upper(), y),
        "dot": "%d.%d.%d" % (d, m, y), "dash": "%02d-%02d-%d" % (d, m, y), "ymd": "%d/%d/%d" % (y, m, d),
        "num": x.strftime("%Y%m%d"), "box": "%02d / %02d / %d" % (d, m, y),
        "zh": "%d年%d月%d日" % (y, m, d), "zh0": "%d年%02d月%02d日" % (y, m, d),
        "zhsp": "%d 年 %d 月 %d 日" % (y, m, d), "zhfw": full("%d年%d月%d日" % (y, m, d)),
        "zhan": "".join(HAN[int(c)] for c in str(y)) + "年" + han(m) + "月" + han(d) + "日"}
    if not short:
        forms["dmy2"] = forms["dmy"]
    if style is None:
        if where == "cell":
            style = pick(["dmy0", "iso", "dmy", "oracle", "num", "ymd"])
        elif lang == "en":
            style = pick(["long"] * 4 + ["mon", "mon", "us", "ord", "dmy", "dmy0", "dmy2", "iso", "oracle", "dot", "dash"]
                         + (["box", "ymd"] if where == "label" else []))
        else:
            style = pick(["zh"] * 6 + ["zh0", "zhsp", "zhfw", "zhan", "zhan"]
                         + (["dmy", "iso", "dmy0", "ymd", "dmy2", "box"] if where == "label" else []))
    return forms[style]


def hk_number(kind):
    if kind == "fix":
        first = pick(["2" + str(R.randrange(1, 9)), "2" + str(R.randrange(1, 9)), "3" + "145678"[R.randrange(1, 7) - 1]])
    else:
        first = pick(["90", "91", "92", "93", "94", "95", "96", "97", "98", "60", "61", "62", "63", "64", "65", "66", "67",
                      "68", "69", "51", "53", "54", "55", "56"])
    n = digits(8, first)
    # 222, like 30, 32 and 33, is not given out, and 900 is for premium services.
    return n[:2] + "3" + n[3:] if n[:3] in ("222", "900") else n


INTL = ["+44 20 7946 0###", "+44 7700 900###", "+1 (202) 555-01##", "+1 416-555-01##", "+65 91## 4###", "+61 491 570 ###",
        "+63 917 ### 2###", "+62 812-####-4###", "+81 3-5###-6###", "+49 30 2318####", "+91 98### 41###",
        "+853 66## 3###", "+33 1 99 00 ## 7#", "+977 98-4###-1###", "+92 300 ###4###", "+60 12-### 8###",
        "+44 (0)20 7946 0###", "+886 2 2### 4###", "+82-2-3###-5###"]


def write_phone(kind, where, style=None):
    if kind in ("mob", "fix"):
        n = hk_number(kind)
        a, b = n[:4], n[4:]
        forms = {"sp": a + " " + b, "hy": a + "-" + b, "bare": n, "p1": "+852 " + a + " " + b, "p2": "+852" + n,
                 "p3": "+852-" + a + "-" + b, "p4": "(852) " + a + " " + b, "p5": "(+852) " + a + " " + b,
                 "p6": "852-" + n, "p7": "（852）" + a + " " + b, "p8": "+852 " + n, "p9": "+852 " + a + "-" + b,
                 "fw": full(a + " " + b), "fw2": full(n), "three": n[:2] + " " + n[2:5] + " " + n[5:],
                 "nb": "+852\u00a0" + a + "\u00a0" + b, "en": a + "\u2013" + b, "z": "00852 " + a + " " + b,
                 "p0": "852 " + a + " " + b}
        w = {"label": ["sp"] * 9 + ["hy"] * 3 + ["bare"] * 4 + ["p1", "p1", "p1", "p2", "p3", "p4", "p4", "p5", "p6",
                                                                "p7", "p8", "p9", "fw", "fw2", "three", "nb", "en", "z",
                                                                "p0"],
             "cell": ["sp"] * 3 + ["bare"] * 6 + ["hy", "p1", "p2", "p4", "p6"],
             "cryptic": ["p1", "p2", "p3", "p4", "p5", "p8"]}[where]
        return forms[style or pick(w)]
    if kind == "cn":
        n = pick(["138", "139", "136", "135", "150", "158", "186", "188", "177", "199", "133"]) + digits(8)
        a, b, c = n[:3], n[3:7], n[7:]
        forms = {"p1": "+86 %s %s %s" % (a, b, c), "p2": "+86" + n, "p3": "+86-" + n, "p4": "(86) " + n,
                 "bare": n, "sp": "%s %s %s" % (a, b, c), "hy": "%s-%s-%s" % (a, b, c), "z": "0086 " + n,
                 "p5": "86-" + n, "fw": full(n)}
        w = {"label": ["p1", "p1", "p2", "p3", "p4", "bare", "bare", "bare", "sp", "hy", "z", "p5", "fw"],
             "cell": ["bare"] * 5 + ["p2", "p1", "hy"], "cryptic": ["p1", "p2", "p3"]}[where]
        return forms[style or pick(w)]
    if kind == "cnfix":
        n, area = digits(8, pick("2368")), pick(["0755", "020", "010", "021", "0756"])
        forms = {"a": area + "-" + n, "b": "(" + area + ") " + n[:4] + " " + n[4:], "c": "+86 " + area[1:] + " " + n[:4]
                 + " " + n[4:], "d": area + " " + n}
        return forms[style or pick({"label": "aaabcd", "cell": "aac", "cryptic": "c"}[where])]
    return "".join(digits(1) if c == "#" else c for c in pick(INTL))


# ---------------------------------------------------------------- Simplified Chinese from Traditional

PHRASES = [("香港身份證", "香港身份证"), ("電郵地址", "电子邮箱"), ("電郵", "邮箱"), ("手提電話", "手机"), ("查詢", "查询"),
           ("聯絡", "联系"), ("帳戶", "账户"), ("帳號", "账号"), ("網上", "网上"), ("伺服器", "服务器"), ("信用卡", "信用卡")]
TRAD = ("並來係個偉傑備傳僅儀兒內兩冊別則劃劉動務匯區吳員問啟單國圖團報壓孫學實審寫將對屬島帳張強後從應戶"
        "採擔據擬數於時暫曉書會東條楊業構樓標樣樹機檔櫃欄權歐毀況湊滲濤灣災為無狀獲現產當發盡眾碼禮稅種穎"
        "箋簽粵紀約級組結絡統經維網緊線編總繳續羅聯聲職聽與舉華葉處虛號裝見視訂計訊訓記訪許訴診註詠詢詩話"
        "詳誌誕說請謝謹證識譚議護讀貨貴費資購趙車軍軒載輛輸轉辦進運遞遺還郵鄧鄭鄰銀銷錄錶鎖長門開間閱關陳"
        "陽階際雜離電靜韌頁項須預領頭額類顧風颱館馮驗體麗黃點")
SIMP = ("并来系个伟杰备传仅仪儿内两册别则划刘动务汇区吴员问启单国图团报压孙学实审写将对属岛帐张强后从应户"
        "采担据拟数于时暂晓书会东条杨业构楼标样树机档柜栏权欧毁况凑渗涛湾灾为无状获现产当发尽众码礼税种颖"
        "笺签粤纪约级组结络统经维网紧线编总缴续罗联声职听与举华叶处虚号装见视订计讯训记访许诉诊注咏询诗话"
        "详志诞说请谢谨证识谭议护读货贵费资购赵车军轩载辆输转办进运递遗还邮邓郑邻银销录表锁长门开间阅关陈"
        "阳阶际杂离电静韧页项须预领头额类顾风台馆冯验体丽黄点")
TO_SC = str.maketrans(TRAD, SIMP)


def sc(s):
    for a, b in PHRASES:
        s = s.replace(a, b)
    return s.translate(TO_SC)


# ---------------------------------------------------------------- what people write around a value

SAY = {
    "hkid": {
        "en": ["{n}, holder of Hong Kong Identity Card No. {v}, called at our counter.",
               "The applicant's HKID number is {v}.", "HKID: {V}", "HKIC No.: {V}", "I.D. No. {V} ({n})",
               "We have on record {n} ({v}) as the sole tenant.",
               "{n}, {v}, was told to bring the original documents.",
               "My ID card number is {v} and my name is {n}.", "Identity document: HK Identity Card {V}",
               "Passes have been issued to {n} {v} and one other person.",
               "A check against the register shows that {v} belongs to {n}, not to his brother.",
               "Please add {n} [{v}] to the list of authorised persons.", "Hong Kong Identity Card Number {V}",
               "The deceased's son, {n} (HKID {v}), agreed to collect the belongings.",
               "The copy of the identity card attached is that of {n}, number {v}."],
        "tc": ["{n}（身份證號碼：{v}）於本處登記。", "申請人{n}持有香港身份證{v}。", "香港身份證號碼：{V}", "身份證號碼 {V}",
               "本人{n}，身份證號碼{v}，現就上述事宜作出聲明。", "{n}，{v}，已獲批准進入工地。",
               "經核對，{v}與{n}的紀錄相符。", "請把{n} {v} 加入獲授權人士名單。", "HKID：{V}", "HKID No.{V}",
               "證件號碼：{V}（香港身份證）", "死者家屬{n}({v})同意領回遺物。", "身份證明文件號碼﹕{V}",
               "戶主{n}（{v}）已簽署租約。"]},
    "resident-id": {
        "en": ["{n} holds Mainland resident identity card {v}.", "PRC ID No.: {V}", "Mainland ID card: {V}",
               "The spouse, {n}, {v}, lives in Shenzhen.",
               "Resident Identity Card (Mainland) number {v} was shown to the officer.",
               "The one-way permit applicant is {n} ({v}).", "ID No. {V} ({n}, Guangdong)",
               "Chinese resident identity card no. {V}"],
        "tc": ["{n}的內地居民身份證號碼為{v}。", "居民身份證：{V}", "內地身份證號碼{V}", "配偶{n}（{v}）現居深圳。",
               "公民身份號碼：{V}", "{n}持內地身份證{v}辦理登記。", "證件類型：居民身份證　號碼：{V}",
               "同行人員{n}，{v}，已辦妥手續。"]},
    "card": {
        "en": ["Please charge my {brand} card {v}, expiry {exp}.", "Card number: {V}", "Credit card no. {V} (exp. {exp})",
               "The fee was paid twice with card {v}.", "I paid with {brand} {v} at the kiosk.",
               "Cardholder {n}, {v}, valid thru {exp}",
               "The caller read out {v} as the number of the card used for the payment.",
               "Corporate {brand} card {v} was used for the hotel.", "{brand}: {V}"],
        "tc": ["信用卡號碼：{V}", "本人以{brand}信用卡{v}繳費，有效期至{exp}。", "持卡人{n}，卡號{v}，到期日{exp}。",
               "請從信用卡 {v} 扣除費用。", "有關款項已兩度從信用卡{v}支取。", "付款卡號：{V}　到期：{exp}",
               "客人以信用卡（{v}）繳付按金。"]},
    "iban": {
        "en": ["IBAN: {V}", "Please remit the refund to {v} in the name of {n}.", "The pension is paid to account {v}.",
               "Beneficiary {n}, IBAN {v}", "International Bank Account Number {V}", "His account abroad is {v}.",
               "The bank details are {v}, {n}."],
        "tc": ["國際銀行帳戶號碼（IBAN）：{V}", "退款請匯至{n}的帳戶{v}。", "收款人{n}，IBAN {v}", "海外帳號：{V}",
               "退休金按月匯入{v}。", "IBAN：{V}", "本人的海外銀行帳戶為{v}，戶名{n}。"]},
    "email": {
        "en": ["E-mail: {V}", "Please reply to {v}.", "You can write to me at {v} or by post.", "{n} <{V}>", "cc {V}",
               "She may be reached at {v}.", "Send the form to {v}, not to the old mailbox.", "Contact {n} ({v}).",
               "Email address:{V}", "His private address ({v}) was copied by mistake."],
        "tc": ["電郵：{V}", "請電郵至{v}。", "電郵地址：{V}", "{n}<{V}>", "有關查詢可發送至{v}與{n}聯絡。",
               "我的電郵是{v}，請盡快回覆。", "申請表亦可電郵{v}遞交。", "E-mail：{V}"]},
    "phone": {
        "en": ["Tel: {v}", "Tel. No.: {v}", "Please call me on {v} after six.", "Mobile: {v}", "Fax: {v}",
               "My daytime telephone number is {v}.", "{n} can be reached by phone at {v}.", "Enquiries: {v} ({n})",
               "WhatsApp {v}", "Phone {v} ext. 215", "Direct line {v}", "In an emergency ring {v} ({n}).",
               "Contact number : {v}", "She phoned from {v} and left no message.", "T: {v}"],
        "tc": ["電話：{v}", "聯絡電話：{v}", "請致電{v}與{n}聯絡。", "手提電話 {v}", "傳真：{v}", "查詢電話：{v}（{n}）",
               "電話{v}內線215", "我的手機是{v}，下午六時後方便接聽。", "WhatsApp：{v}", "緊急聯絡人{n}，電話{v}",
               "辦公室電話 {v} 內線 4432", "電話號碼﹕{v}", "來電者以{v}致電，要求回覆。", "圖文傳真：{v}"]},
    "birth-date": {
        "en": ["Date of birth: {V}", "DOB: {V}", "D.O.B. {V}", "{n} was born on {v} in Hong Kong.", "{n} (born {v})",
               "Birthday: {V}", "Born: {V}", "The patient, born {v}, was seen by the nurse.",
               "His date of birth, {v}, does not match our record.", "Date of Birth (DD/MM/YYYY): {V}",
               "According to the passport she was born on {v}.", "Birth date {V}"],
        "tc": ["出生日期：{V}", "{n}生於{v}。", "{n}於{v}在香港出生。", "出生年月日：{V}", "生日：{V}", "病人{n}（{v}出生）",
               "兒子{n}的出生日期為{v}。", "出生日期（日/月/年）：{V}", "據護照所載，{n}在{v}出生。", "出生日期 {V}"]},
}
SAY_SC = {
    "hkid": ["{n}（香港身份证号码{v}）已到窗口办理。", "港澳居民{n}，身份证{v}。"],
    "resident-id": ["身份证号：{V}", "{n}，身份证号{v}，现住福田区。", "居民身份证号码：{V}", "兹证明{n}（身份证号码：{v}）系我单位职工。"],
    "card": ["银行卡号：{V}", "扣款信用卡为{v}，有效期{exp}。"],
    "iban": ["国际银行账号：{V}"],
    "email": ["邮箱：{V}", "电子邮件：{V}", "请发邮件到{v}，谢谢。"],
    "phone": ["手机：{v}", "联系电话：{v}", "手机号码{v}", "请拨打{v}联系{n}。", "座机：{v}", "微信同手机号{v}"],
    "birth-date": ["出生日期：{V}", "{n}，{v}出生，汉族。", "出生年月：{V}", "{n}出生于{v}。"],
}


def value(kind, p, lang, where):
    if kind == "hkid":
        return p.hkid(where)
    if kind == "resident-id":
        return p.resident(where)
    if kind == "card":
        return p.pan(where)
    if kind == "iban":
        return p.iban(where)
    if kind == "email":
        return p.email(where, "fw" if lang != "en" and chance(0.03) else None)
    if kind == "phone":
        return p.phone("cell" if where == "cell" else "label",
                       pick(["cn", "cn", "cnfix", "mob"]) if lang == "sc" and p.kind == "hk" else None)
    return p.dob(lang, where)


def say(kind, p, lang):
    """A sentence or a labelled line in which a true value of this kind stands."""
    own = SAY_SC[kind] if lang == "sc" and chance(0.4) else SAY[kind]["en" if lang == "en" else "tc"]
    t = pick(own)
    if kind == "resident-id" and p.kind != "ml":
        p = Person("ml")
    v = value(kind, p, lang, "label" if "{V}" in t else "prose")
    before, after = re.split(r"\{[vV]\}", t)

    def fill(x):
        x = x.replace("{n}", p.name(lang)).replace("{brand}", p.brand).replace("{exp}", p.exp)
        return sc(x) if lang == "sc" else x
    return fill(before) + v + fill(after)


# ---------------------------------------------------------------- decoys

def hexa(n):
    return "%0*x" % (n, R.getrandbits(4 * n))


def wrong_hkid():
    p, d, c = new_hkid()
    bad = pick([x for x in "0123456789A" if x != c])
    return pick([p + d + "(" + bad + ")", p + d + bad, p + d + " (" + bad + ")", p + d + "（" + bad + "）"])


def wrong_rid():
    v = new_rid(birth_day())
    if chance(0.5):
        return v[:17] + pick([x for x in "0123456789X" if x != v[17]])
    b = v[:6] + "19" + digits(2) + pick(["13", "17", "00", "28"]) + pick(["32", "41", "99"]) + digits(3)
    return b + rid_check(b)


def wrong_card():
    v = new_card()[1]
    v = v[:-1] + str((int(v[-1]) + R.randrange(1, 10)) % 10)
    return pick([v, " ".join(v[i:i + 4] for i in range(0, len(v), 4))])


def wrong_iban():
    v = new_iban()
    v = v[:2] + "%02d" % ((int(v[2:4]) + R.randrange(1, 90)) % 97 + 1) + v[4:]
    if valid_iban(v):
        v = v[:-1] + str((int(v[-1]) + 1) % 10)
    return pick([v, " ".join(v[i:i + 4] for i in range(0, len(v), 4))])


def lucky16():
    v = card_number(pick(["Visa", "Mastercard", "JCB"]))
    return pick([v, v, " ".join(v[i:i + 4] for i in range(0, 16, 4))])


def imei():
    b = "35" + digits(12)
    return b + luhn_check(b)


def iccid():
    b = "89852" + digits(13)
    return b + luhn_check(b)


def ean13(lead="489"):
    b = digits(12, lead)
    return b + str(-sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(b)) % 10)


def isbn():
    if chance(0.6):
        e = ean13("978962")
        return pick([e[:3] + "-" + e[3:6] + "-" + e[6:9] + "-" + e[9:12] + "-" + e[12], e,
                     e[:3] + " " + e[3:6] + " " + e[6:10] + " " + e[10:12] + " " + e[12]])
    b = digits(9, "962")
    c = -sum((10 - i) * int(x) for i, x in enumerate(b)) % 11
    return b[:3] + "-" + b[3:7] + "-" + b[7:] + "-" + ("X" if c == 10 else str(c))


def issn():
    b = digits(7, pick("12"))
    c = -sum((8 - i) * int(x) for i, x in enumerate(b)) % 11
    return b[:4] + "-" + b[4:] + ("X" if c == 10 else str(c))


def money():
    n = R.randrange(1000, 99999999)
    return pick(["HK$%s", "HK$%s.%02d" % ("%s", R.randrange(100)), "$%s", "HKD %s", "US$%s", "RMB %s"]) % "{:,}".format(n)


def stamp():
    d = other_day(2019, 2025)
    t = "%02d:%02d:%02d" % (R.randrange(24), R.randrange(60), R.randrange(60))
    return pick([d.isoformat() + "T" + t + "+08:00", d.isoformat() + " " + t, d.isoformat() + "T" + t + ".%03dZ" % R.randrange(1000),
                 d.strftime("%Y%m%d") + t.replace(":", "")])


def case_no():
    return pick(["HCAL", "HCA", "CACV", "CACC", "DCCC", "DCCJ", "KTCC", "ESCC", "FLCC", "LBTC", "STS", "WKCC"]) + " " + \
        str(R.randrange(1, 4999)) + "/" + str(R.randrange(2018, 2026))


def b64():
    return base64.b64encode(R.getrandbits(8 * 30).to_bytes(30, "big")).decode()


def gen_uuid():
    return str(uuid.UUID(int=R.getrandbits(128), version=4))


PART = "KHGBMPRSTZ"
# kind: (generator, labels en, labels tc, key)
DECOY = {
    "order-no": (lambda: pick([digits(8, pick("23569")), "PO" + digits(8), "SO-" + digits(4) + "-" + digits(4),
                               "1" + pick("3589") + digits(9)]),
                 ["Order No.", "Purchase order", "order number"], ["訂單編號", "採購單編號"], "order_no"),
    "invoice-no": (lambda: pick(["INV" + digits(8), digits(8, pick("2369")), digits(10), "I-" + digits(4) + "-" + digits(5)]),
                   ["Invoice No.", "invoice number", "Credit note", "Telephone bill no."], ["發票編號", "發票號碼", "電話費單據編號"], "invoice_no"),
    "tracking-no": (lambda: pick([letters(2) + digits(9) + "HK", digits(12), "SF" + digits(13), digits(11, pick(["138", "139", "160"])),
                                  digits(18, "44")]),
                    ["tracking no.", "Parcel no.", "Waybill"], ["郵件編號", "快遞單號", "運單號碼"], "tracking_no"),
    "luhn-by-chance": (lucky16, ["tracking no.", "consignment no.", "Meter batch no.", "voucher serial no."],
                       ["快遞單號", "貨運編號", "禮券編號"], "consignment_no"),
    "imei": (imei, ["IMEI", "IMEI of the device"], ["裝置IMEI", "手機IMEI"], "imei"),
    "iccid": (iccid, ["ICCID", "SIM serial no."], ["SIM卡序號"], "iccid"),
    "serial-no": (lambda: pick(["SN" + digits(8), letters(3) + digits(7), "S/N " + digits(4) + "-" + digits(4) + "-" + digits(4), letters(1) + digits(9)]),
                  ["Serial No.", "serial number", "Asset tag", "ID card reader serial no.", "card terminal serial no."],
                  ["序號", "產品序號", "資產編號", "身份證閱讀器序號"], "serial_no"),
    "part-no": (lambda: pick([pick(PART) + digits(7), pick(PART) + digits(6) + "-" + digits(2), digits(3) + "-" + digits(5) + "-" + letters(2)]),
                ["Part No.", "P/N", "Stock code"], ["零件編號", "貨號"], "part_no"),
    "isbn": (isbn, ["ISBN", "ISBN"], ["ISBN", "國際書號"], "isbn"),
    "issn": (issn, ["ISSN"], ["ISSN", "國際期刊號"], "issn"),
    "barcode": (lambda: pick([ean13(), ean13("690"), ean13("400")]), ["EAN", "Barcode", "bar code"], ["條碼", "商品條碼"], "ean"),
    "timestamp": (stamp, ["Time of capture", "Last modified", "Timestamp"], ["系統時間", "最後更新"], "updated_at"),
    "epoch": (lambda: pick([str(R.randrange(1500000000, 1760000000)), str(R.randrange(1500000000000, 1760000000000))]),
              ["epoch", "Unix time", "session start (epoch)"], ["時間戳"], "ts"),
    "version": (lambda: pick(["%d.%d.%d" % (R.randrange(1, 20), R.randrange(30), R.randrange(9000)),
                              "v%d.%d.%d.%d" % (R.randrange(1, 120), R.randrange(3), R.randrange(7000), R.randrange(200)),
                              "%d.%d.%d-rc.%d+%s" % (R.randrange(9), R.randrange(9), R.randrange(9), R.randrange(9), hexa(7))]),
                ["version", "Build", "Firmware"], ["版本", "韌體版本"], "version"),
    "ip-address": (lambda: pick(["10.%d.%d.%d", "192.168.%d.%d" + pick([":8080", ""]) + "%.0s", "203.0.113.%d%.0s%.0s", "172.16.%d.%d%.0s"]) %
                   (R.randrange(256), R.randrange(256), R.randrange(256)) if chance(0.85) else "2001:db8:" + hexa(4) + "::" + hexa(4),
                   ["IP address", "Source IP", "Host"], ["IP位址", "來源IP"], "ip"),
    "coordinates": (lambda: pick(["22.%s, 114.%s" % (digits(6), digits(6)), "22°%d'%d\"N 114°%d'%d\"E" % (
        R.randrange(10, 40), R.randrange(60), R.randrange(10, 40), R.randrange(60)),
        "8%s %s" % (digits(5), digits(6, "8")), "8%s.%s 8%s.%s" % (digits(5), digits(2), digits(5), digits(3))]),
        ["Coordinates", "Position", "HK1980 Grid"], ["座標", "位置座標"], "coords"),
    "uuid": (gen_uuid, ["Request ID", "UUID", "Document GUID"], ["請求編號", "文件識別碼"], "request_id"),
    "hash": (lambda: hexa(pick([32, 40, 64])), ["SHA-256", "checksum", "MD5", "commit"], ["雜湊值", "核對碼"], "checksum"),
    "base64": (b64, ["Signature", "token", "nonce"], ["簽章", "數碼簽署"], "signature"),
    "money": (money, ["Amount", "Estimated cost", "Fee payable", "total sum"], ["金額", "估計費用", "應繳款額"], "amount"),
    "statute": (lambda: pick(["Cap. %d, s. %d(%d)" % (R.randrange(1, 650), R.randrange(1, 99), R.randrange(1, 9)),
                              "L.N. %d of %d" % (R.randrange(1, 260), R.randrange(1998, 2025)),
                              "Cap. %d%s, reg. %d" % (R.randrange(1, 650), pick("ABCD"), R.randrange(1, 60)),
                              "G.N. %d" % R.randrange(1000, 7999)]),
                ["Statutory reference", "Provision", "under"], ["法例依據", "相關條文"], "legal_basis"),
    "case-no": (case_no, ["Case No.", "Court case", "in the matter of"], ["案件編號", "案件號碼"], "case_no"),
    "file-ref": (lambda: pick(["(%d) in L/M (%d) to %s %s/%s" % (R.randrange(1, 99), R.randrange(1, 9), letters(2), digits(6), letters(1)),
                               "%s/%s/%s(%s)" % (letters(3), pick(UP), digits(6), digits(1)),
                               "%s-%s-%s" % (letters(4), digits(4), digits(4))]),
                 ["Our ref.", "File ref.", "Your ref."], ["檔號", "來函檔號"], "file_ref"),
    "room": (lambda: pick(["Room %d" % R.randrange(101, 4600), "Rm %d-%02d" % (R.randrange(1001, 4600), R.randrange(2, 30)),
                           "Flat %s, %d/F, Block %d" % (pick("ABCDEFGH"), R.randrange(1, 60), R.randrange(1, 20)),
                           "Unit %s%d" % (pick("ABCD"), R.randrange(100, 2200))]),
             ["Address", "Venue", "Premises"], ["地點", "單位"], "premises"),
    "licence-plate": (lambda: pick([letters(2, "ABCDEFGHJKLMNPRSTUVWXYZ") + " " + digits(4, pick("123456789")),
                                    letters(2) + digits(4, pick("123456789")), "粵Z·" + letters(2) + digits(2) + "港"]),
                      ["Vehicle registration mark", "Licence plate", "Vehicle"], ["車牌", "車輛登記號碼"], "vehicle_reg"),
    "hkid-wrong-check": (wrong_hkid, ["Specimen only, fails the check digit:", "Example of an invalid number:",
                                      "Dummy number in the training slide:", "Drawing no.", "Cabinet key tag"],
                         ["樣本（核對數字不符，並非真實號碼）", "虛構號碼（僅供培訓）", "圖則編號"], "drawing_no"),
    "rid-wrong-check": (wrong_rid, ["Specimen only, fails the check digit:", "Customs declaration no.", "Ledger entry no."],
                        ["樣本（校驗碼不符，並非真實號碼）", "報關單號", "流水號"], "ledger_entry_no"),
    "snowflake": (lambda: digits(18, pick(["11", "12", "17", "98"])), ["Message ID", "Transaction sequence"], ["交易流水號", "訊息編號"], "message_id"),
    "card-wrong-luhn": (wrong_card, ["Specimen card on the poster:", "Library voucher no.", "Gift certificate no."],
                        ["海報上的樣本卡號（虛構）", "禮券編號"], "voucher_no"),
    "iban-wrong-check": (wrong_iban, ["Fictitious IBAN in the user manual (fails mod 97):", "Container seal", "Contract code"],
                         ["手冊內的虛構IBAN（核對碼不符）", "合約代號"], "contract_code"),
    "br-no": (lambda: pick([digits(8, pick("23567")), digits(8, pick("235")) + "-000-%02d-%02d-%d" % (
        R.randrange(1, 13), R.randrange(20, 26), R.randrange(10))]),
        ["Business Registration No.", "BR No."], ["商業登記號碼"], "br_no"),
    "company-code": (lambda: pick(["91440300MA5" + letters(1) + digits(6), digits(20, "2138"), "GB" + digits(9), "DE" + digits(9)]),
                     ["Company code (USCC, LEI or VAT)", "Entity code"], ["公司代碼（信用代碼／稅號）", "實體代碼"], "entity_code"),
    "air-waybill": (lambda: pick(["160", "131", "180", "176"]) + pick(["-", "-", " "]) + pick([digits(8), digits(4) + " " + digits(4)]),
                    ["AWB", "Air waybill no."], ["空運提單"], "awb"),
    "container": (lambda: letters(3) + "U" + digits(6) + pick(["", "-", " "]) + digits(1), ["Container", "Container no."], ["貨櫃編號"], "container_no"),
    "meter": (lambda: pick([digits(8, pick("23569")), digits(4, pick("2369")) + " " + digits(4)]),
              ["Water meter no.", "Meter no.", "Lamp post meter"], ["水錶編號", "電錶號碼"], "meter_no"),
    "ref-8-digits": (lambda: pick([digits(8, pick("23569")), digits(4, pick("2369")) + "-" + digits(4)]),
                     ["Receipt no.", "Tender ref. no.", "Permit no.", "Batch no."], ["收據編號", "招標編號", "許可證編號", "批次編號"], "receipt_no"),
    "handle": (lambda: "@" + pick(["hk_tides", "permit_watch", "harbourDPO", "kaifong.daily", "ferry_news_hk", "tw_kaifong"]) + str(R.randrange(1, 99)),
               ["Instagram", "Posted by", "X account"], ["社交平台帳號", "Instagram"], "social"),
    "not-an-email": (lambda: pick(["user@", "@import", "root@web%02d:~#" % R.randrange(40), "deploy@10.%d.%d.%d" % (
        R.randrange(99), R.randrange(99), R.randrange(99)), "logo@2x.png", "lodash@4.17.%d" % R.randrange(30),
        "@babel/core@7.%d.%d" % (R.randrange(30), R.randrange(9)), "%d@HK$%d.50" % (R.randrange(2, 99), R.randrange(2, 99)),
        "backup@nas%02d:/vol1" % R.randrange(20), "name@", "someone@[department]", "@media", "icon-%d@3x.webp" % R.randrange(40)]),
        ["Typed text", "String in the log", "Package or asset"], ["輸入內容", "日誌字串"], "raw_input"),
    "year-range": (lambda: pick(["%d-%d", "%d–%d", "%d/%d"]) % (lambda y: (y, y + R.randrange(1, 9)))(R.randrange(1985, 2024)),
                   ["Period", "Financial years", "Records of"], ["年度", "檔案年份"], "period"),
    "page-range": (lambda: pick(["pp. %d-%d", "pages %d to %d", "%d-%d"]) % (lambda y: (y, y + R.randrange(3, 90)))(R.randrange(1001, 6000)),
                   ["Bundle pages", "Transcript pages", "See"], ["文件冊頁", "頁數"], "pages"),
    "mac": (lambda: ":".join(hexa(2) for _ in range(6)), ["MAC address"], ["MAC位址"], "mac"),
}
KINDS = list(DECOY)

WRAP = {"en": ["{L}: {v}", "Please quote {L} {v} in any reply.", "The papers carry {L} {v}.", "({L} {v} refers.)",
               "{L} {v} was entered by the registry.", "The officer noted {L} {v} and closed the item."],
        "tc": ["{L}：{v}", "來函請註明{L}{v}。", "有關文件載有{L} {v}。", "（{L}：{v}）", "檔案室已記錄{L}{v}。",
               "經辦人員備悉{L} {v}，毋須跟進。"]}

DATE_SAY = {
    "en": ["The meeting will be held on {d}.", "The deadline for submissions is {d}.", "Replies should reach us by {d}.",
           "He joined the service on {d}.", "The licence expires on {d}.", "Her late husband passed away on {d}.",
           "The birth certificate was issued on {d}.", "The holiday for the Birthday of the Buddha falls on {d}.",
           "Works started on {d} and will last a month.", "Date of issue: {d}", "Effective date: {d}",
           "The next hearing is on {d}.", "They were married on {d}.", "Appointment: {d} at 10:30 a.m.",
           "The company was incorporated on {d}.", "The first meeting of {d} was adjourned.", "Date: {d}",
           "The date of birth is not known; the date of arrival was {d}.", "The applicant, aged 43, applied on {d}.",
           "The form without a birth date was returned on {d}.", "The vaccine was given on {d}.", "The contract was signed on {d}."],
    "tc": ["會議將於{d}舉行。", "截止日期為{d}。", "請於{d}或之前回覆。", "他於{d}入職。", "牌照有效期至{d}。", "其丈夫已於{d}逝世。",
           "出生證明書於{d}簽發。", "佛誕公眾假期為{d}。", "工程於{d}展開。", "簽發日期：{d}", "生效日期：{d}", "下次聆訊日期為{d}。",
           "二人於{d}註冊結婚。", "預約日期：{d}", "公司於{d}註冊成立。", "日期：{d}", "疫苗接種日期：{d}", "出生日期不詳，入境日期為{d}。", "出生登記處於{d}重開。", "合約於{d}簽訂。"]}
DATE_HEADS = [("Date of Application", "申請日期", "appl_date"), ("Expiry Date", "到期日", "expiry_date"),
              ("Date of Appointment", "預約日期", "appt_date"), ("Date Joined", "入職日期", "join_date"),
              ("Date Received", "收件日期", "recv_date"), ("Last Updated", "更新日期", "last_upd"), ("Hearing Date", "聆訊日期", "hearing_dt")]


def decoy(kind=None):
    kind = kind or pick(KINDS)
    return kind, D(kind, DECOY[kind][0]())


def label(kind, lang):
    ls = DECOY[kind][1 if lang == "en" else 2]
    return sc(pick(ls)) if lang == "sc" else pick(ls)


def decoy_date(lang, where="prose", style=None, lo=2015, hi=2029):
    return D("other-date", write_date(other_day(lo, hi), lang, where, style))


def decoy_say(lang, kind=None):
    if kind is None and chance(0.22):
        t = pick(DATE_SAY["en" if lang == "en" else "tc"])
        d = decoy_date(lang, "label" if "：" in t or ": {" in t else "prose")
        a, b = t.split("{d}")
        return (sc(a) + d + sc(b)) if lang == "sc" else a + d + b
    kind, v = decoy(kind)
    lab = label(kind, lang)
    if lab.endswith(":") or lab.startswith(("樣本", "样本", "虛構", "虚构", "手冊", "手册", "海報", "海报")):
        return lab + ("" if lang != "en" else " ") + ("：" if lang != "en" else "") + v
    wraps = WRAP["en" if lang == "en" else "tc"]
    if kind in ("not-an-email", "handle", "page-range", "room", "year-range", "statute", "coordinates"):
        wraps = [w for w in wraps if w.startswith(("{L}: ", "({L}", "{L}：", "（{L}"))]
    a, b = pick(wraps).replace("{L}", "\ue010").split("{v}")
    if lang == "sc":
        a, b = sc(a), sc(b)
    return a.replace("\ue010", lab) + v + b


PLAIN = {
    "en": ["We refer to the above matter and to our earlier reply.", "The matter is being looked into.",
           "The tenant complained of water seepage from the flat above.", "No further action is needed at this stage.",
           "Members noted the paper without discussion.", "The counter was closed because of the typhoon.",
           "A site visit was carried out with the contractor.", "Please let us have the originals for checking.",
           "The applicant did not attend and gave no reason.", "The records will be kept for seven years and then destroyed.",
           "The trees along the slope were found to be in fair condition.", "Two officers were on duty at the time.",
           "The item was received in good order.", "Thank you for your patience.", "The fee is not refundable.",
           "Noise after eleven at night was heard by the neighbours.", "The draft has been circulated for comment.",
           "Staff are reminded to lock the cabinets before leaving.", "There were 23 objections, of which 4 were withdrawn.",
           "The pier was last repaired after the 2018 storm."],
    "tc": ["謹就上述事宜覆函如下。", "有關事項現正跟進。", "住戶投訴樓上單位滲水。", "現階段毋須採取進一步行動。", "委員備悉文件內容，並無提問。",
           "因颱風關係，櫃位暫停服務。", "已聯同承建商進行實地視察。", "請提交正本以供核對。", "申請人缺席，亦無說明原因。",
           "有關紀錄將保存七年，其後銷毀。", "斜坡樹木狀況尚可。", "當時有兩名職員當值。", "物品收妥。", "多謝耐心等候。", "費用恕不退還。",
           "鄰居反映深夜十一時後仍有噪音。", "草擬文件已傳閱，請提意見。", "同事離開前請鎖好文件櫃。", "共收到23份反對書，其中4份已撤回。",
           "碼頭對上一次維修為2018年風災之後。"]}


def filler(lang):
    return sc(pick(PLAIN["tc"])) if lang == "sc" else pick(PLAIN[lang])


def para(lang, sentences):
    out = []
    for x in sentences:
        if x[-1] not in ".。；;!" and not x.endswith((".)", "）")) or x.endswith("\ue001）"):  # labelled fragments among sentences
            x += pick([".", ";", "."]) if lang == "en" else pick(["。", "；", "。"])
        out.append(x)
    return (" " if lang == "en" else "").join(out)


TYPES = ["hkid", "resident-id", "card", "iban", "email", "phone", "birth-date"]


def body(lang, people, kinds, decoys, paras=3):
    """Paragraphs with one true sentence for each kind, some decoys and filler, mixed."""
    s = [say(k, pick(people), lang) for k in kinds] + [decoy_say(lang) for _ in range(decoys)]
    s += [filler(lang) for _ in range(max(3, len(s)))]
    R.shuffle(s)
    n = max(1, (len(s) + paras - 1) // paras)
    out = []
    for i in range(0, len(s), n):
        out.append(para(lang, s[i:i + n]))
    return out


def flow(paragraphs, lang, width=78):
    if lang != "en" or chance(0.35):
        return "\n\n".join(paragraphs)
    return "\n\n".join("\n".join(textwrap.wrap(p, width, break_long_words=False, break_on_hyphens=False)) for p in paragraphs)


# ---------------------------------------------------------------- files

FILES = []
COUNT = {}


def encode(text, enc):
    if enc == "utf-16le":
        return b"\xff\xfe" + text.encode("utf-16-le")
    if enc == "utf-16be":
        return b"\xfe\xff" + text.encode("utf-16-be")
    return text.encode({"utf-8-bom": "utf-8-sig", "big5": "big5hkscs"}.get(enc, enc))


def decode(data, enc):
    return data.decode({"utf-8-bom": "utf-8-sig", "utf-16le": "utf-16", "utf-16be": "utf-16", "big5": "big5hkscs"}.get(enc, enc))


def emit(folder, ext, text, lang, encs=None, crlf=0.2):
    COUNT[folder] = COUNT.get(folder, 0) + 1
    name = "%s/%04d.%s" % (folder, COUNT[folder], ext)
    if encs is None:
        encs = {"en": ["utf-8"] * 8 + ["utf-8-bom", "utf-16le"],
                "tc": ["utf-8"] * 5 + ["utf-8-bom", "big5", "big5", "big5", "utf-16le", "utf-16be"],
                "sc": ["utf-8"] * 5 + ["utf-8-bom", "gb18030", "gb18030", "gb18030", "utf-16le"]}[lang]
    text = BARE.sub("\ue000\\1\ue001", text)
    nl = "\r\n" if chance(crlf) else "\n"
    text = text.rstrip("\n") + "\n"
    out, line, places, at = [], 1, [], 0
    for m in MARK.finditer(text):
        piece = text[at:m.start()]
        line += piece.count("\n")
        mk = MARKS[int(m.group(1))]
        places.append((mk, line))
        out += [piece, mk[2]]
        at = m.end()
    text = ("".join(out) + text[at:]).replace("\n", nl)
    enc = pick(encs)
    try:
        data = encode(text, enc)
    except UnicodeEncodeError:
        enc = "utf-8"
        data = encode(text, enc)
    FILES.append({"file": name, "encoding": enc, "language": lang, "newline": "crlf" if nl != "\n" else "lf",
                  "data": data, "places": places})


def lang_of(en=4, tc=4, sc_=2):
    return pick(["en"] * en + ["tc"] * tc + ["sc"] * sc_)


def L(lang, en, tc):
    return en if lang == "en" else tc if lang == "tc" else sc(tc)


OFFICE = [("Department of Tides", "潮汐署"), ("Lands and Piers Office", "地政及碼頭處"), ("Harbour Permits Branch", "海港許可證科"),
          ("Social Care Department", "社會照顧署"), ("District Office (Tsuen Wan)", "民政事務處（荃灣）"), ("Libraries Section", "圖書館組"),
          ("Student Assistance Unit", "學生資助組"), ("Clinics Service", "診所服務")]


def office(lang):
    o = pick(OFFICE)
    return o[0] if lang == "en" else o[1] if lang == "tc" else sc(o[1])


def kinds_for(lang, k, weights=None):
    w = weights or {"hkid": 4, "resident-id": 5 if lang == "sc" else 3, "card": 3, "iban": 3, "email": 2, "phone": 2, "birth-date": 3}
    bag = [t for t in TYPES for _ in range(w.get(t, 0))]
    return [pick(bag) for _ in range(k)]


def sign_off(lang, p):
    tel = p.phone("label", pick(["fix", "fix", "mob"]))
    fax = p.phone("label", "fix")
    mail = p.email("label")
    return pick([
        L(lang, "%s\nfor Director\nTel: %s\nFax: %s\nE-mail: %s", "%s\n署長代行\n電話：%s\n傳真：%s\n電郵：%s") % (p.name(lang), tel, fax, mail),
        L(lang, "%s (Ms)\nTel %s / Fax %s\n%s", "%s謹啟\n電話 %s　傳真 %s\n%s") % (p.name(lang), tel, fax, mail),
        L(lang, "%s\nTel: %s / %s\nE-mail: %s", "%s\n電話：%s／%s\n電郵：%s") % (p.name(lang), tel, p.phone("label", "mob"), mail),
        L(lang, "%s | T %s | F %s | %s", "%s｜電話%s｜傳真%s｜%s") % (p.name(lang), tel, fax, mail)])


def letters_(n):
    for _ in range(n):
        lang = lang_of()
        ps = [Person() for _ in range(2)]
        o = Person("hk")
        head = [office(lang), L(lang, "Our ref.: ", "本署檔號：") + decoy("file-ref")[1],
                L(lang, "Date: ", "日期：") + decoy_date(lang), "",
                L(lang, "By post", "郵寄"), decoy("room")[1], "", L(lang, "Dear %s,", "%s：") % ps[0].name(lang), ""]
        ks = kinds_for(lang, R.randrange(2, 6))
        if chance(0.15):  # a letter about things, not people
            ks = []
        tail = sign_off(lang, o) if ks else L(lang, "Yours faithfully,\nfor Director", "署長代行")
        emit("letters", "txt", "\n".join(head) + flow(body(lang, ps, ks, R.randrange(2, 7)), lang) + "\n\n" + tail, lang)


def memos(n):
    for _ in range(n):
        lang = lang_of()
        o = Person("hk")
        ps = [Person() for _ in range(3)]
        head = L(lang, "MEMO\nFrom: %s\nRef.: %s\nTel. No.: %s\nFax No.: %s\nDate: %s\nTo: %s\nYour Ref.: %s\n\n",
                 "便箋\n發文人：%s\n檔號：%s\n電話號碼：%s\n傳真號碼：%s\n日期：%s\n受文人：%s\n來函檔號：%s\n\n") % (
            office(lang), decoy("file-ref")[1], o.phone("label", "fix"), o.phone("label", "fix"), decoy_date(lang),
            office(lang), decoy("file-ref")[1])
        out = []
        for i, x in enumerate(body(lang, ps, kinds_for(lang, R.randrange(2, 6)), R.randrange(3, 8), 4)):
            out.append("%d. %s" % (i + 2, x))
        emit("memos", "txt", head + flow(out, lang), lang)


def mails(n):
    for _ in range(n):
        lang = lang_of()
        a, b, c = Person("hk"), Person(), Person()

        def head(f, t, cc=None):
            d = other_day(2021, 2025)
            when = D("other-date", d.strftime("%a, ") + write_date(d, "en", "prose", "mon")) + " %02d:%02d:%02d +0800" % (
                R.randrange(8, 20), R.randrange(60), R.randrange(60))
            lines = ["From: %s <%s>" % (f.name(lang), f.email("label")), "To: %s <%s>" % (t.name(lang), t.email("label"))]
            if cc:
                lines.append("Cc: " + pick(["%s", "\"" + cc.name(lang) + "\" <%s>"]) % cc.email("label"))
            subject = pick([L(lang, "Re: your application", "回覆：申請事宜"), L(lang, "FW: overdue items", "轉寄：逾期事項"),
                            "=?UTF-8?B?" + D("base64", b64()) + "?="])
            lines += ["Date: " + when, "Subject: " + subject]
            return lines
        ext = pick(["eml", "eml", "txt"])
        top = head(a, b, c if chance(0.6) else None)
        if ext == "eml":
            top += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit",
                    "X-Mailer: TidePost " + D("version", DECOY["version"][0]()),
                    "Received: from mx (" + D("ip-address", "10.4.%d.%d" % (R.randrange(256), R.randrange(256))) + ") by relay"]
        txt = "\n".join(top) + "\n\n" + flow(body(lang, [a, b, c], kinds_for(lang, R.randrange(1, 4)), R.randrange(1, 4), 2), lang, 72)
        if chance(0.35):
            txt += "\n\n" + L(lang, "Attachments: ", "附件：") + pick(["HKID_%s.pdf", "HKID-%s_front.jpg", "hkid copy %s.pdf"]) % c.hkid("cell", "nob") + \
                ", " + "minutes_%s.docx" % decoy_date("en", "cell", "num") + ", " + decoy("uuid")[1] + ".png"
        txt += "\n\n" + pick(["-- \n", "", "Regards,\n"]) + sign_off(lang, a)
        for depth in range(1, R.randrange(2, 4)):
            q = head(b, a, None) + [""] + flow(body(lang, [b, c], kinds_for(lang, R.randrange(1, 3)), R.randrange(1, 4), 2), lang, 70).split("\n")
            mark_ = "> " * depth if chance(0.7) else ">" * depth
            sep = pick(["----- Original Message -----", L(lang, "On the same matter, you wrote:", "原始郵件如下：")])
            txt += "\n\n" + sep + "\n" + "\n".join(mark_ + x for x in q)
        emit("mail", ext, txt, lang, ["utf-8"] if ext == "eml" else None)


def minutes(n):
    for _ in range(n):
        lang = lang_of()
        ps = [Person() for _ in range(4)]
        out = [L(lang, "Minutes of the %dth meeting of the %s" % (R.randrange(4, 60), office(lang)), "%s第%d次會議紀錄" % (office("tc"), R.randrange(4, 60))),
               L(lang, "Date: ", "日期：") + decoy_date(lang), L(lang, "Time: 2:30 p.m.", "時間：下午二時三十分"),
               L(lang, "Venue: ", "地點：") + decoy("room")[1], L(lang, "Present:", "出席者："),]
        out += ["  " + p.name(lang) for p in ps]
        out.append("")
        no = 1
        for x in body(lang, ps, kinds_for(lang, R.randrange(1, 5)), R.randrange(4, 9), 6):
            no += 1
            out += [L(lang, "Item %d", "議項%d") % no, "%d.1 %s" % (no, x), ""]
        out.append(L(lang, "Next meeting: ", "下次會議日期：") + decoy_date(lang))
        emit("minutes", "txt", "\n".join(out), lang)


def forms(n):
    """Application forms, with leaders, boxes and several languages side by side."""
    for _ in range(n):
        lang = lang_of(3, 4, 3)
        p = Person(pick(["hk", "hk", "ml", "int"]))
        both = chance(0.35)

        def field(en, tc, v):
            lab = en if lang == "en" else sc(tc) if lang == "sc" else tc
            if both and lang != "sc":
                lab = tc + " " + en
            colon = ":" if lang == "en" and not both else "："
            return pick([lab + colon + v, lab + colon + " " + v, lab + " " + colon + " " + v, lab + " ........ " + v,
                         lab + "\n    " + v, "[" + lab + "] " + v, lab + "\t" + v])
        rows = [field("Name of applicant", "申請人姓名", p.name(lang))]
        rows.append(field("HKID No.", "身份證號碼", p.hkid("label")) if p.kind == "hk" else
                    field("Mainland Resident ID No.", "內地居民身份證號碼", p.resident("label")) if p.kind == "ml" else
                    field("Nationality", "國籍", L(lang, "Other", "其他")))
        rows.append(field("Date of Birth", "出生日期", p.dob(lang, "label")))
        rows.append(field(pick(["Contact Telephone No.", "Telephone (daytime)", "Mobile phone"]), pick(["聯絡電話", "日間電話", "手提電話"]), p.phone()))
        if chance(0.4):
            rows.append(field("Fax No.", "傳真號碼", p.phone("label", "fix")))
        rows.append(field("E-mail Address", "電郵地址", p.email("label")))
        if chance(0.5):
            rows.append(field("Credit Card No.", "信用卡號碼", p.pan("label")))
            rows.append(field("Card expiry", "有效期至", p.exp))
        if chance(0.45):
            rows.append(field("Overseas bank account (IBAN)", "海外銀行帳戶（IBAN）", p.iban("label")))
        if chance(0.5):
            q = Person("ml")
            rows.append(field("Spouse's Mainland ID card number", "配偶內地身份證號碼", q.resident("label")))
            rows.append(field("Spouse's date of birth", "配偶出生日期", q.dob(lang, "label")))
        for _ in range(R.randrange(3, 7)):
            k, v = decoy(pick(["money", "room", "ref-8-digits", "br-no", "licence-plate", "serial-no", "file-ref", "meter", "statute", "invoice-no", "imei", "coordinates"]))
            rows.append(field(DECOY[k][1][0], DECOY[k][2][0], v))
        h = pick(DATE_HEADS)
        rows.append(field(h[0], h[1], decoy_date(lang, "label")))
        if chance(0.5):
            head, rest = rows[:1], rows[1:]
            R.shuffle(rest)
            rows = head + rest
        top = L(lang, "APPLICATION FORM", "申請表") + "  " + decoy("file-ref")[1] + "\n" + "=" * 40 + "\n"
        note = "\n" + L(lang, "For office use only: received ", "此欄由本署填寫　收件日期：") + decoy_date(lang) + "\n" + decoy_say(lang)
        emit("forms", "txt", top + "\n".join(rows) + note, lang)


def complaints(n):
    for _ in range(n):
        lang = lang_of(4, 4, 2)
        p = Person()
        ks = kinds_for(lang, R.randrange(1, 4)) + ["phone"]
        opening = L(lang, "To whom it may concern,\n\nI wish to complain about the handling of my application.",
                    "敬啟者：\n\n本人欲投訴貴署處理申請失當。")
        emit("complaints", pick(["txt", "txt", "md"]), opening + "\n\n" + flow(body(lang, [p], ks, R.randrange(3, 8), 3), lang) + "\n\n" + p.name(lang), lang)


HEADS = {  # type: (en, tc, key, cryptic)
    "name": (["Name", "Full Name", "Staff Name"], ["姓名", "中文姓名"], ["name", "full_name", "cust_nm"], ["F01", "NM"]),
    "hkid": (["HKID", "HKID No.", "HKIC Number", "ID Card No."], ["身份證號碼", "香港身份證號碼", "身份證"], ["hkid", "hkic_no", "id_no", "hkid_number"], ["F02", "IDX", "ATTR3"]),
    "resident-id": (["Mainland ID No.", "PRC Resident ID", "Resident Identity Card No."], ["內地身份證號碼", "居民身份證號碼"], ["prc_id", "mainland_id", "resident_id_no"], ["F07", "ZJHM", "ATTR9"]),
    "card": (["Card No.", "Credit Card Number", "PAN"], ["信用卡號碼", "付款卡號"], ["card_no", "pan", "credit_card"], ["F11", "XKH", "C_NUM"]),
    "iban": (["IBAN", "Overseas Account (IBAN)"], ["國際銀行帳號", "IBAN"], ["iban", "bank_iban"], ["F12", "ACX"]),
    "email": (["Email", "E-mail Address"], ["電郵", "電郵地址"], ["email", "email_addr", "contact_email"], ["F05", "EM1"]),
    "phone": (["Tel", "Mobile No.", "Contact Phone", "Fax"], ["電話", "聯絡電話", "手提電話"], ["mobile", "tel_no", "phone", "contact_phone"], ["F04", "T1"]),
    "birth-date": (["Date of Birth", "DOB", "Birth Date"], ["出生日期", "出生年月日"], ["dob", "birth_date", "date_of_birth", "birthdate"], []),
}


def person_for(col_types, kids=False):
    p = Person("ml" if "resident-id" in col_types and "hkid" not in col_types else None, *((2008, 2018) if kids else (1940, 1999)))
    return p


def cell(t, p, lang, style):
    """A table's cell, in the column's style, with now and then another as clerks type them."""
    if chance(0.08):
        style = None
    if t == "name":
        return p.name(lang)
    if t == "hkid":
        return p.hkid("cell", style)
    if t == "resident-id":
        return p.resident("cell", style)
    if t == "card":
        return p.pan("cell", style)
    if t == "iban":
        return p.iban("cell", style)
    if t == "email":
        return p.email("label")
    if t == "phone":
        return p.phone("cell")
    if t == "phone-cc":
        v = write_phone({"hk": "mob", "ml": "cn", "int": "int"}[p.kind], "cryptic")
        return T("phone", v, re.sub(r"\D", "", v))
    if t == "birth-date":
        return p.dob(lang, "cell", style)
    raise AssertionError(t)


COLUMN_STYLES = {"hkid": ["std", "std", "nob", "nob", "sp", "low"], "resident-id": ["std"], "card": ["std", "std", "sp", "hyp"],
                 "iban": ["std", "std", "sp"], "birth-date": ["dmy0", "iso", "dmy", "oracle", "num", "ymd", "dmy2"]}


def table(lang, cols, n, heads="plain", decoy_cols=3, kids=False):
    """Returns headings and rows; heads: plain (a person's words), key (a program's), cryptic or none."""
    dk = some([k for k in KINDS if k not in ("not-an-email", "year-range")], decoy_cols)
    spec = [(t, None) for t in cols] + [("decoy", k) for k in dk]
    if heads != "none" and chance(0.7):
        spec.append(("date", pick(DATE_HEADS)))
    first, rest = spec[0], spec[1:]
    R.shuffle(rest)
    spec = [first] + rest
    styles = {t: pick(COLUMN_STYLES[t]) if t in COLUMN_STYLES else None for t in cols}
    dstyle = pick(["dmy0", "iso", "oracle", "num", "ymd"])
    titles = []
    for t, x in spec:
        if t == "decoy":
            ti = label(x, lang).rstrip(":") if heads == "plain" else DECOY[x][3]
            if heads == "cryptic" and x not in ("luhn-by-chance", "ref-8-digits", "invoice-no", "order-no", "part-no", "tracking-no",
                                                "meter", "imei", "iccid", "br-no", "issn", "page-range", "epoch", "isbn", "barcode", "air-waybill", "hkid-wrong-check", "card-wrong-luhn"):
                ti = "F%d" % R.randrange(20, 60)
        elif t == "date":
            ti = (x[0] if lang == "en" else sc(x[1]) if lang == "sc" else x[1]) if heads == "plain" else x[2]
        else:
            h = HEADS["phone" if t == "phone-cc" else t]
            ti = pick(h[{"plain": 0 if lang == "en" else 1, "key": 2, "cryptic": 3, "none": 2}[heads]])
            if heads == "plain" and lang == "sc":
                ti = sc(ti)
        if heads == "key" and upper_keys[0]:
            ti = ti.upper()
        while ti in titles:
            ti += "2" if heads != "plain" else " (2)"
        titles.append(ti)
    rows = []
    for _ in range(n):
        p = person_for(cols, kids)
        row = []
        for t, x in spec:
            if t == "decoy":
                row.append(decoy(x)[1])
            elif t == "date":
                row.append(D("other-date", write_date(other_day(), lang, "cell", dstyle)))
            elif t not in ("name",) and chance(0.03):
                row.append(pick(["", "N/A", "-"]))
            else:
                row.append(cell(t, p, lang, styles.get(t)))
        rows.append(row)
    return titles, rows, spec


upper_keys = [False]


def separated(titles, rows, sep, all_quoted=False):
    def q(c):
        if all_quoted or sep in shown(c) or '"' in shown(c) or "\n" in shown(c):
            return '"' + c.replace('"', '""') + '"'
        return c
    lines = ([sep.join(q(t) for t in titles)] if titles else []) + [sep.join(q(c) for c in r) for r in rows]
    return "\n".join(lines)


def columns(k=None):
    cols = some(TYPES, k or R.randrange(2, 5))
    return ["name"] + cols


def exports(n):
    for _ in range(n):
        lang = lang_of(4, 4, 3)
        heads = pick(["plain"] * 5 + ["key"] * 3 + ["cryptic"] + ["none"])
        upper_keys[0] = chance(0.4)
        cols = columns()
        dk = R.randrange(2, 5)
        if heads in ("cryptic", "none"):
            cols = [("phone-cc" if c == "phone" else c) for c in cols if c not in ("birth-date", "card")]
            if len(cols) < 3:
                cols = ["name", "hkid", "email"]
        if heads == "none":  # without headings only decoys that nobody takes for anything else
            titles, rows, spec = table(lang, cols, R.randrange(5, 14), "none", 0)
            extra = some(["uuid", "money", "ip-address", "hash", "timestamp", "version", "licence-plate"], 2)
            rows = [[str(i + 1)] + r + [decoy(k)[1] for k in extra] for i, r in enumerate(rows)]
            titles = None
        else:
            titles, rows, spec = table(lang, cols, R.randrange(5, 14), heads, dk)
        tsv = chance(0.35)
        sep = "\t" if tsv else pick([",", ",", ",", ";", "|"])
        text = separated(titles, rows, sep, chance(0.25))
        if heads == "plain" and chance(0.2):  # a title line above the headings
            text = L(lang, "Extract for audit, restricted", "審計用摘錄（限閱文件）") + "\n" + text
        encs = ["utf-16le", "utf-8"] if tsv else None
        emit("exports", "tsv" if tsv else "csv", text, lang, encs, 0.5)


def hr(n):
    for _ in range(n):
        lang = lang_of()
        cols = ["name"] + some(["hkid", "birth-date", "phone", "email", "resident-id", "iban"], 4)
        titles, rows, _ = table(lang, cols, R.randrange(6, 16), "plain", 2)
        if chance(0.4):
            text = separated(titles, rows, ",")
            emit("hr", "csv", text, lang, None, 0.5)
        elif chance(0.3):
            text = "\n".join("| " + " | ".join(r) + " |" for r in [titles, ["---"] * len(titles)] + rows)
            emit("hr", "md", "# " + L(lang, "Staff", "員工") + "\n\n" + text, lang)
        else:
            text = L(lang, "STAFF LIST  (Staff in confidence)", "員工名單（機密）") + "\n"
            for r in rows:
                text += "\n" + "\n".join("%s%s%s" % (t, L(lang, ": ", "："), c) for t, c in zip(titles, r)) + "\n"
            emit("hr", "txt", text, lang)


def fixed(folder, n, cols, title, kids=False, langs=(5, 3, 2), decoy_cols=2):
    for _ in range(n):
        lang = lang_of(*langs)
        heads = pick(["plain", "plain", "key"])
        upper_keys[0] = True
        mine = ["name"] + [c for c in cols if c in cols[:2] or chance(0.7)]
        titles, rows, _ = table(lang, mine, R.randrange(6, 18), heads, decoy_cols, kids)
        w = [2 + max(wide(shown(x[i])) for x in [titles] + rows) for i in range(len(titles))]
        day = D("other-date", write_date(other_day(2020, 2025), lang, "cell", "num"))
        out = [title[0] if lang == "en" else sc(title[1]) if lang == "sc" else title[1],
               L(lang, "RUN DATE ", "列印日期 ") + day + L(lang, "   PAGE %d" % R.randrange(1, 90), "   頁%d" % R.randrange(1, 90)),
               "-" * min(130, sum(w)), "".join(pad(t, x) for t, x in zip(titles, w)).rstrip(), "-" * min(130, sum(w))]
        out += ["".join(pad(c, x) for c, x in zip(r, w)).rstrip() for r in rows]
        out += ["-" * min(130, sum(w)), L(lang, "TOTAL RECORDS: %d" % len(rows), "紀錄總數：%d" % len(rows)), decoy_say(lang), "*** END OF REPORT ***"]
        emit(folder, pick(["txt", "rpt", "lst"]), "\n".join(out), lang)


def courts(n):
    for _ in range(n):
        lang = lang_of(4, 4, 1)
        out = [L(lang, "CAUSE LIST (INTERNAL)", "審訊案件表（內部文件）"), L(lang, "Hearing date: ", "聆訊日期：") + decoy_date(lang), ""]
        for i in range(R.randrange(5, 10)):
            p = Person(pick(["hk", "hk", "hk", "ml"]))
            ident = p.hkid("prose") if p.kind == "hk" else p.resident("prose")
            out.append("%02d:%02d  %s  %s" % (R.randrange(9, 17), pick([0, 15, 30]), decoy("case-no")[1],
                       pick([L(lang, "HKSAR v %s (%s)", "香港特別行政區 訴 %s（%s）"), L(lang, "Re %s, holder of %s", "有關 %s，證件 %s")]) % (p.name(lang), ident)))
            if chance(0.6):
                out.append("       " + L(lang, "D.O.B. ", "出生日期 ") + p.dob(lang, "label") + "   " + decoy_say(lang, "statute"))
            if chance(0.4):
                out.append("       " + L(lang, "Surety: %s, tel. %s", "擔保人：%s，電話%s") % (Person("hk").name(lang), p.phone()))
            if chance(0.3):
                out.append("       " + L(lang, "Next hearing ", "押後至") + decoy_date(lang))
        out += ["", decoy_say(lang, "page-range"), decoy_say(lang, "room"), decoy_say(lang, "statute")]
        emit("court", "txt", "\n".join(out), lang)


def clinics(n):
    for _ in range(n):
        lang = lang_of(4, 5, 2)
        out = [L(lang, "OUT-PATIENT REGISTER", "門診登記冊") + "  " + decoy_date(lang), ""]
        for i in range(R.randrange(5, 11)):
            p = Person(pick(["hk", "hk", "hk", "ml", "int"]), *((2008, 2020) if chance(0.2) else (1940, 1999)))
            sex = pick(["M", "F"])
            ident = p.hkid("prose") if p.kind != "ml" else p.resident("prose")
            line = pick([
                L(lang, "{i}. {n} ({s}) {id} DOB {dob} tel {t}", "{i}. {n}（{s}）{id} 出生日期{dob} 電話{t}"),
                L(lang, "{i}) {id} / {n} / {s} / born {dob} / contact {t}", "{i}）{id}／{n}／{s}／{dob}出生／聯絡電話 {t}"),
                L(lang, "No. {i}  Name: {n}  Sex: {s}  HKID/ID: {id}  D.O.B.: {dob}  Phone: {t}", "編號{i}　姓名：{n}　性別：{s}　身份證：{id}　出生日期：{dob}　電話：{t}")])
            a = line.replace("{i}", str(i + 1)).replace("{n}", p.name(lang)).replace("{s}", sex).replace("{id}", ident)
            out.append(a.replace("{dob}", p.dob(lang, "label")).replace("{t}", p.phone()))
            out.append("   " + L(lang, "BP %d/%d, review on ", "血壓 %d/%d，覆診日期 ") % (R.randrange(100, 170), R.randrange(60, 99)) + decoy_date(lang))
            if chance(0.4):
                out.append("   " + decoy_say(lang, pick(["room", "ref-8-digits", "barcode", "money", "serial-no"])))
        emit("clinic", "txt", "\n".join(out), lang)


def calls(n):
    for _ in range(n):
        lang = lang_of(4, 4, 2)
        out = []
        for i in range(R.randrange(6, 13)):
            p = Person()
            st = D("timestamp", other_day(2022, 2025).isoformat() + " %02d:%02d:%02d" % (R.randrange(8, 20), R.randrange(60), R.randrange(60)))
            tick = D("order-no", "T" + digits(8))
            bits = [L(lang, "caller ", "來電 ") + p.phone(), L(lang, "ticket ", "個案編號 ") + tick, L(lang, "agent %d" % R.randrange(100, 999), "接線員%d" % R.randrange(100, 999)),
                    L(lang, "duration 00:%02d:%02d", "通話時間 00:%02d:%02d") % (R.randrange(20), R.randrange(60))]
            note = para(lang, [say(k, p, lang) for k in kinds_for(lang, pick([0, 1, 1, 2]))] + [filler(lang)] + ([decoy_say(lang)] if chance(0.6) else []))
            out.append(st + " | " + " | ".join(bits) + " | " + note)
        emit("callcentre", pick(["log", "txt"]), "\n".join(out), lang)


AGENTS = ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%s Safari/537.36",
          "curl/%s", "okhttp/%s", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) Version/%s Mobile/15E148"]


def weblogs(n):
    for i in range(n):
        out = []
        for _ in range(R.randrange(12, 30)):
            p = Person()
            r = R.random()
            user = "-"
            if r < 0.12:
                path = "/appt/check?hkid=%s&tel=%s" % (p.hkid("cell", pick(["nob", "std"])), p.phone("cell", "mob", "bare"))
            elif r < 0.24:
                path = "/register?email=%s&lang=%s" % (p.email("label", pick(["pct", "pct", "std"])), pick(["en", "zh-HK", "zh-CN"]))
            elif r < 0.32:
                path = "/api/v2/profile?dob=%s&session=%s" % (p.dob("en", "cell", pick(["iso", "num", "dmy0"])), decoy("uuid")[1])
            elif r < 0.37:
                path, user = "/staff/login", p.email("label", "std")
            elif r < 0.42:
                path = "/pay/refund?iban=%s&amt=%s" % (p.iban("cell", "std"), digits(4))
            elif r < 0.48:
                path = "/pay/result?cardNo=%s&orderNo=%s" % (p.pan("cell", "std"), D("order-no", digits(16, "20")))
            elif r < 0.54:
                path = "/crossborder/verify?idcard=%s&phone=%s" % (p.resident("cell", pick(["std", "low"])), p.phone("cell", "cn", "bare"))
            elif r < 0.66:
                path = "/assets/%s.js?v=%s" % (D("hash", hexa(20)), D("version", DECOY["version"][0]()))
            elif r < 0.76:
                path = "/track?no=%s&ts=%s" % (D("luhn-by-chance", card_number("Visa")) + "&carrier=sf&type=parcel_tracking", decoy("epoch")[1])
            elif r < 0.84:
                path = "/item?isbn=%s" % D("isbn", isbn().replace(" ", "-"))
            elif r < 0.92:
                path = "/download/%s.pdf" % decoy("uuid")[1]
            else:
                path = "/map?ll=%s" % D("coordinates", "22.%s,114.%s" % (digits(6), digits(6)))
            d = other_day(2022, 2025)
            when = D("timestamp", "%02d/%s/%d:%02d:%02d:%02d +0800" % (d.day, MONTHS[d.month - 1][:3], d.year, R.randrange(24), R.randrange(60), R.randrange(60)))
            out.append('%s - %s [%s] "%s %s HTTP/1.1" %d %d "-" "%s"' % (
                decoy("ip-address")[1].replace(" ", ""), user, when, pick(["GET", "GET", "POST"]), path, pick([200, 200, 302, 404, 500]), R.randrange(200, 99999),
                pick(AGENTS) % D("version", "%d.0.%d.%d" % (R.randrange(90, 130), R.randrange(7000), R.randrange(200)))))
        emit("weblogs", "log", "\n".join(out), "en", ["utf-8"], 0)


JKEYS = {"hkid": ["hkid", "hkidNo", "idCardNo", "identity_no"], "resident-id": ["residentId", "prcIdNo", "mainland_id_no"],
         "card": ["cardNumber", "pan", "credit_card_no"], "iban": ["iban", "payoutIban", "bank_iban"],
         "email": ["email", "contactEmail", "mail"], "phone": ["phone", "mobile", "telNo", "faxNo"],
         "birth-date": ["dob", "dateOfBirth", "birth_date", "birthday"]}
ZKEYS = {"hkid": "身份證號碼", "resident-id": "居民身份證號碼", "card": "信用卡號", "iban": "國際銀行帳號", "email": "電郵",
         "phone": "聯絡電話", "birth-date": "出生日期"}


def escaped(text):
    return "".join(c if ord(c) < 128 or "\ue000" <= c <= "\ue003" else "\\u%04x" % ord(c) for c in text)


def record(lang, kids=False, zh=False):
    p = Person()
    rec = {"id": decoy(pick(["uuid", "snowflake", "epoch"]))[1]}
    inner = {}
    for t in some(TYPES, R.randrange(3, 6)):
        if t == "phone":
            v = p.phone("cell", pick(["mob", "fix", "cn"]))
            s = shown(v)
            if s.isdigit() and s[0] != "0" and chance(0.35):
                v = bare(v)
        elif t == "birth-date":
            v = p.dob("en", "cell", pick(["iso", "iso", "num", "dmy0"]))
        elif t == "hkid":
            v = p.hkid("cell", pick(["std", "nob", "nob", "low"]))
        else:
            v = value(t, p, "en", "cell")
        inner[sc(ZKEYS[t]) if zh and lang == "sc" else ZKEYS[t] if zh else pick(JKEYS[t])] = v
    rec["name"] = p.name(lang)
    style = R.randrange(3)
    if style == 0 or zh:
        rec.update(inner)
    elif style == 1:
        rec["applicant"] = inner
    else:
        rec["person"] = {"details": inner, "langs": ["en", "zh-HK"]}
    for k in some(KINDS, R.randrange(2, 6)):
        v = decoy(k)[1]
        if shown(v).isdigit() and shown(v)[0] != "0" and chance(0.4):
            v = bare(v)
        rec[DECOY[k][3]] = v
    rec[pick(DATE_HEADS)[2]] = D("other-date", write_date(other_day(), "en", "cell", pick(["iso", "dmy0", "num"])))
    if chance(0.3):
        rec["identity"] = {"type": "HKIC", "number": Person("hk").hkid("cell", "std")}
    if chance(0.3):
        rec["remarks"] = say(pick(TYPES), p, lang) + (" " if lang == "en" else "；") + decoy_say(lang)
    return rec


def apis(n):
    for _ in range(n):
        lang = lang_of(4, 3, 3)
        zh = lang != "en" and chance(0.4)
        recs = [record(lang, zh=zh) for _ in range(R.randrange(3, 8))]
        if chance(0.5):
            text, ext = "\n".join(json.dumps(r, ensure_ascii=False, separators=pick([(",", ":"), (", ", ": ")])) for r in recs), pick(["jsonl", "ndjson"])
        else:
            text, ext = json.dumps({"status": 200, "traceId": decoy("hash")[1], "count": len(recs), "data": recs}, ensure_ascii=False, indent=pick([None, 2, 4])), "json"
        if lang != "en" and chance(0.3) and all(ord(c) < 128 for m in MARK.findall(text.replace("\ue002", "\ue000").replace("\ue003", "\ue001")) for c in MARKS[int(m)][2]):
            text = escaped(text)
        emit("api", ext, text, lang, ["utf-8"] * 9 + ["utf-8-bom"], 0.05)


def sqls(n):
    for _ in range(n):
        lang = lang_of(4, 4, 2)
        upper_keys[0] = chance(0.4)
        cols = ["name"] + some(TYPES, R.randrange(3, 6))
        titles, rows, spec = table(lang, cols, R.randrange(5, 14), "key", R.randrange(2, 4))
        tb = pick(["applicants", "t_member", "patients", "PERMIT_HOLDER", "refund_req"])
        out = ["-- dump of " + tb + ", server version " + D("version", "8.0.%d" % R.randrange(40)), "-- " + decoy("timestamp")[1], ""]
        style = R.randrange(3)
        if style != 1 or chance(0.5):
            out.append("CREATE TABLE %s (\n  %s\n);" % (tb, ",\n  ".join("%s varchar(64)" % t for t in titles)))

        def q(c, t):
            if c in ("", "N/A", "-"):
                return "NULL"
            s = shown(c)
            if s.isdigit() and s[0] != "0" and len(s) < 18 and t[0] in ("phone", "decoy") and len(titles) % 2:
                return c
            return "'" + c.replace("'", "''") + "'"
        if style == 2:
            out.append("COPY %s (%s) FROM stdin;" % (tb, ", ".join(titles)))
            out += ["\t".join(c if c else "\\N" for c in r) for r in rows] + ["\\."]
        elif chance(0.5):
            collist = " (" + ", ".join(titles) + ")" if style == 1 or chance(0.4) else ""
            out.append("INSERT INTO %s%s VALUES\n%s;" % (tb, collist, ",\n".join("(" + ", ".join(q(c, t) for c, t in zip(r, spec)) + ")" for r in rows)))
        else:
            collist = " (`" + "`, `".join(titles) + "`)" if style == 1 or chance(0.4) else ""
            out += ["INSERT INTO `%s`%s VALUES (%s);" % (tb, collist, ",".join(q(c, t) for c, t in zip(r, spec))) for r in rows]
        emit("sql", "sql", "\n".join(out), lang, ["utf-8"] * 4 + (["big5"] if lang == "tc" else ["gb18030"] if lang == "sc" else []), 0.1)


def htmls(n):
    for _ in range(n):
        lang = lang_of(4, 4, 3)
        o = Person("hk")
        cols = ["name"] + some(TYPES, R.randrange(2, 4))
        titles, rows, _ = table(lang, cols, R.randrange(3, 8), "plain", 1)
        t = o.phone("label", "fix", "sp")
        tel = shown(t).replace(" ", "")
        link = '<a href="tel:%s">%s</a>' % (T("phone", "+852" + tel, "852" + tel), t)
        m = o.email("label", "std")
        out = ['<!DOCTYPE html>', '<html lang="%s">' % {"en": "en", "tc": "zh-HK", "sc": "zh-CN"}[lang], "<head>", "<title>%s</title>" % office(lang),
               '<link rel="stylesheet" href="/css/site.css?v=%s" integrity="sha384-%s">' % (D("version", "5.%d.%d" % (R.randrange(9), R.randrange(9))), decoy("base64")[1]),
               '<meta name="geo.position" content="%s">' % D("coordinates", "22.%s;114.%s" % (digits(5), digits(5))),
               "<style>%s url('print.css'); %s (max-width: 600px) { td { font-size: 1.2em } }</style>" % (D("not-an-email", "@import"), D("not-an-email", "@media")),
               "<script>var build='%s', t0=%s;</script>" % (decoy("hash")[1], decoy("epoch")[1]), "</head>", "<body>", "<h1>%s</h1>" % office(lang), "<table>",
               "<tr>" + "".join("<th>%s</th>" % x for x in titles) + "</tr>"]
        out += ["<tr>" + "".join("<td>%s</td>" % c for c in r) + "</tr>" for r in rows] + ["</table>"]
        for x in body(lang, [o, Person()], kinds_for(lang, R.randrange(1, 4)), R.randrange(2, 5), 3):
            out.append("<p>%s</p>" % re.sub(r"<(\ue000\d+\ue001)>", r"&lt;\1&gt;", x))
        out += ["<p>%s %s</p>" % (L(lang, "Enquiries:", "查詢電話："), link),
                '<p><a href="mailto:%s">%s</a></p>' % (m, m if chance(0.5) else L(lang, "Write to us", "電郵")), "</body>", "</html>"]
        emit("html", pick(["html", "htm"]), "\n".join(out), lang, ["utf-8"] * 6 + (["big5"] if lang == "tc" else ["gb18030"] if lang == "sc" else []))


def configs(n):
    for i in range(n):
        a, b = Person("hk"), Person("hk")
        kind = pick(["yaml", "yaml", "ini", "env"])
        ip = D("ip-address", "10.%d.%d.%d" % (R.randrange(256), R.randrange(256), R.randrange(256)))
        rows = [("service.name", "permit-portal"), ("service.version", D("version", "%d.%d.%d" % (R.randrange(9), R.randrange(20), R.randrange(90)))),
                ("image.digest", "sha256:" + D("hash", hexa(64))), ("database.host", ip), ("database.port", str(R.randrange(5000, 9999))),
                ("oncall.name", a.name("en")), ("oncall.phone", '"' + a.phone("label", "mob") + '"'), ("oncall.email", a.email("label", "std")),
                ("owner.contact", b.email("label", "std")), ("release.date", decoy_date("en", "cell", "iso")),
                ("cluster.id", decoy("uuid")[1]), ("packages.lodash", '"' + D("not-an-email", "lodash@4.17.%d" % R.randrange(30)) + '"'),
                ("cache.epoch", decoy("epoch")[1]), ("tls.fingerprint", decoy("hash")[1]), ("ssh.target", D("not-an-email", "deploy@10.%d.0.%d" % (R.randrange(99), R.randrange(99)))),
                ("map.centre", '"' + D("coordinates", "22.%s, 114.%s" % (digits(4), digits(4))) + '"'), ("asset.serial", decoy("serial-no")[1]), ("nic.mac", decoy("mac")[1])]
        if chance(0.4):
            rows.append(("escalation.fax", '"' + b.phone("label", "fix") + '"'))
        if chance(0.3):
            rows.append(("seed.user_hkid", b.hkid("label", "std")))
        R.shuffle(rows)
        if kind == "yaml":
            rows.sort(key=lambda r: r[0].split(".")[0])
            out, last = ["# settings, " + decoy_date("en")], None
            for k, v in rows:
                g, f = k.split(".")
                if g != last:
                    out.append(g + ":")
                    last = g
                out.append("  %s: %s" % (f, v))
        elif kind == "ini":
            out = ["%s = %s" % (k, v) for k, v in rows]
        else:
            out = ["%s=%s" % (k.upper().replace(".", "_"), v) for k, v in rows]
        emit("config", pick(["yaml", "yml"]) if kind == "yaml" else kind, "\n".join(out), "en", ["utf-8"], 0.05)


def payments(n):
    for _ in range(n):
        lang = lang_of(4, 4, 2)
        ps = [Person() for _ in range(R.randrange(4, 9))]
        out = [L(lang, "Refund and payment instructions", "退款及付款指示"), decoy_say(lang, "file-ref"), ""]
        for i, p in enumerate(ps):
            out.append("%d. %s" % (i + 1, para(lang, [say(pick(["card", "iban"]), p, lang), decoy_say(lang, pick(["money", "invoice-no", "luhn-by-chance", "tracking-no", "order-no", "imei", "iccid", "card-wrong-luhn", "iban-wrong-check", "container"]))]
                                                + ([say(pick(["resident-id", "phone", "email", "hkid"]), p, lang)] if chance(0.5) else []))))
        emit("payments", "txt", "\n".join(out), lang)


def vcards(n):
    for _ in range(n):
        out = []
        lang = lang_of()
        for _ in range(R.randrange(2, 6)):
            p = Person()
            out += ["BEGIN:VCARD", "VERSION:3.0", "FN:" + p.name(lang), "TEL;TYPE=CELL:" + p.phone("cell"), "EMAIL:" + p.email("label"),
                    "BDAY:" + p.dob("en", "cell", pick(["iso", "num"])), "REV:" + D("timestamp", other_day(2020, 2025).strftime("%Y%m%dT") + "%02d%02d%02dZ" % (R.randrange(24), R.randrange(60), R.randrange(60))),
                    "UID:" + decoy("uuid")[1], "END:VCARD"]
        emit("contacts", "vcf", "\n".join(out), lang, ["utf-8"], 0.9)


def crossborder(n):
    """Lists of travellers between Hong Kong and the Mainland, in XML and prose."""
    for _ in range(n):
        lang = lang_of(1, 3, 5)
        out = []
        if chance(0.4):
            out.append('<?xml version="1.0" encoding="UTF-8"?>\n<manifest ref="%s">' % decoy("ref-8-digits")[1])
            for _ in range(R.randrange(4, 9)):
                p = Person(pick(["ml", "ml", "hk"]))
                out.append('  <traveller seq="%s">' % decoy("snowflake")[1])
                out.append("    <name>%s</name>" % p.name(lang))
                out.append("    <residentIdCard>%s</residentIdCard>" % p.resident("cell") if p.kind == "ml" else "    <hkid>%s</hkid>" % p.hkid("cell"))
                out.append("    <birthDate>%s</birthDate><entryDate>%s</entryDate>" % (p.dob("en", "cell", "iso"), decoy_date("en", "cell", "iso")))
                out.append("    <tel>%s</tel><vehicle>%s</vehicle>" % (p.phone("cell"), decoy("licence-plate")[1]))
                out.append("  </traveller>")
            out.append("</manifest>")
            emit("crossborder", "xml", "\n".join(out), lang, ["utf-8"])
        else:
            ps = [Person("ml") for _ in range(R.randrange(3, 7))]
            out = [L(lang, "Cross-boundary visit: list of visitors", "跨境探訪人員名單"), ""]
            for p in ps:
                out.append(para(lang, [say("resident-id", p, lang), say(pick(["phone", "birth-date", "email"]), p, lang), decoy_say(lang, pick(["company-code", "snowflake", "rid-wrong-check", "tracking-no", "licence-plate", "container"]))]))
            emit("crossborder", "txt", "\n".join(out), lang)


def gitlogs(n):
    for _ in range(n):
        out = []
        for _ in range(R.randrange(5, 12)):
            p = Person()
            d = other_day(2021, 2025)
            out += ["commit " + D("hash", hexa(40)), "Author: %s <%s>" % (p.en, p.email("label", "std")),
                    "Date:   " + D("timestamp", d.strftime("%a ") + MONTHS[d.month - 1][:3] + " %d %02d:%02d:%02d %d +0800" % (d.day, R.randrange(24), R.randrange(60), R.randrange(60), d.year)),
                    "", "    " + pick(["Bump %s", "Pin %s", "Remove %s"]) % D("not-an-email", pick(["lodash@4.17.%d", "vite@5.0.%d", "@babel/core@7.2.%d"]) % R.randrange(30)), ""]
        emit("gitlogs", "log", "\n".join(out), "en", ["utf-8"], 0)


ROLLS = {"hkid": ("Hong Kong identity card numbers of persons on the roll", "名冊所列人士的香港身份證號碼"),
         "resident-id": ("Mainland resident identity card numbers of the party", "團員內地居民身份證號碼"),
         "card": ("Credit cards to be refunded", "須退款的信用卡號碼"), "iban": ("IBANs of pensioners abroad", "海外退休人員的IBAN"),
         "email": ("Mailing list", "電郵名單"), "phone": ("Telephone numbers to call back", "須回電的電話號碼"),
         "birth-date": ("Dates of birth of the pupils, in class order", "學生出生日期（按學號排列）")}


def rolls(n):
    """A heading says what the lines below it are; the lines themselves say nothing. Things are listed so as well."""
    for _ in range(n):
        lang = lang_of()
        out = []
        for _ in range(R.randrange(2, 5)):
            lead = pick(["", "- ", "%d. ", "(%d) ", "\u2022 ", "\t"])
            if chance(0.6):
                t = pick(TYPES)
                out.append(L(lang, *ROLLS[t]) + L(lang, ":", "："))
                style = "long" if lang == "en" else "zh"
                vs = [p.dob(lang, "label", style) if t == "birth-date" else value(t, p, lang, "cell")
                      for p in [Person("ml" if t == "resident-id" else None, *((2008, 2018) if t == "birth-date" else (1940, 1999))) for _ in range(R.randrange(3, 8))]]
            else:
                k = pick(["order-no", "invoice-no", "ref-8-digits", "meter", "luhn-by-chance", "imei", "isbn", "case-no", "licence-plate",
                          "part-no", "snowflake", "air-waybill", "br-no"])
                out.append(L(lang, "List of items, ", "項目清單：") + label(k, lang) + L(lang, ":", "："))
                vs = [decoy(k)[1] for _ in range(R.randrange(3, 8))]
            out += [(lead % (i + 1) if "%" in lead else lead) + v for i, v in enumerate(vs)] + ["", filler(lang), ""]
        emit("rolls", "txt", "\n".join(out), lang)


# ---------------------------------------------------------------- documents without personal data

def statistics(n):
    for _ in range(n):
        lang = lang_of()
        sep = pick(["  ", "    ", "\t", " | "])
        out = [L(lang, "Table %d: cases handled by district" % R.randrange(1, 30), "表%d：按地區劃分的個案數目" % R.randrange(1, 30))]
        y = R.randrange(2005, 2018)
        out.append(sep.join([L(lang, "District", "地區")] + [str(y + i) for i in range(6)]))
        for a, b in [("Sha Tin", "沙田"), ("Tuen Mun", "屯門"), ("Yuen Long", "元朗"), ("Wan Chai", "灣仔"), ("Tai Po", "大埔"), ("Islands", "離島")]:
            out.append(sep.join([L(lang, a, b)] + [D("figure", digits(4, pick("1235689"))) for _ in range(6)]))
        out += ["", decoy_say(lang, "year-range"), decoy_say(lang, "page-range"), decoy_say(lang, "money"), decoy_say(lang, "issn"), filler(lang)]
        emit("statistics", "txt", "\n".join(out), lang)


def things(folder, n, kinds, ext="txt"):
    for _ in range(n):
        lang = lang_of()
        out = []
        if chance(0.4):
            ks = some(kinds, min(5, len(kinds)))
            titles = []
            for k in ks:
                titles.append(label(k, lang).rstrip(":"))
            out = [separated(titles, [[decoy(k)[1] for k in ks] for _ in range(R.randrange(6, 14))], ",")]
            emit(folder, "csv", "\n".join(out), lang, None, 0.4)
        else:
            for _ in range(R.randrange(8, 18)):
                out.append(decoy_say(lang, pick(kinds)) + (("" if lang != "en" else " ") + filler(lang) if chance(0.4) else ""))
            if chance(0.5):
                out.append(decoy_say(lang))
            emit(folder, ext, "\n".join(out), lang)


def sources(n):
    for _ in range(n):
        out = ["/* build " + decoy("version")[1] + " " + decoy("hash")[1] + " */", D("not-an-email", "@import") + " 'base.scss';",
               D("not-an-email", "@media") + " print { .x { background: url(" + D("not-an-email", "logo@2x.png") + ") } }",
               "const REQUEST = '" + decoy("uuid")[1] + "';", "const T0 = " + decoy("epoch")[1] + ";", "const KEY = '" + decoy("base64")[1] + "';",
               "// remote: " + D("not-an-email", "git@code-%d:team/portal" % R.randrange(9)),
               "const CENTRE = [" + D("coordinates", "22.%s, 114.%s" % (digits(6), digits(6))) + "];",
               "const DRAWING_NO = '" + decoy("hkid-wrong-check")[1] + "';", "const TRACKING_NO = '" + decoy("luhn-by-chance")[1] + "';",
               "const HOST = '" + decoy("ip-address")[1] + "';", "// " + decoy("statute")[1] + ", pp. " + D("page-range", "%d-%d" % (R.randrange(1000, 2000), R.randrange(2000, 3000))),
               "const MASK = '" + D("masked-card", "4" + digits(3) + " **** **** " + digits(4)) + "';"]
        for _ in range(R.randrange(6, 20)):
            k = pick(["order-no", "part-no", "serial-no", "ref-8-digits", "snowflake", "meter", "barcode", "imei", "mac", "version"])
            out.append("assert(item.%s !== \"%s\");" % (DECOY[k][3], decoy(k)[1]))
        emit("sources", pick(["js", "scss.txt", "ts"]), "\n".join(out), "en", ["utf-8"], 0)


def notices(n):
    for _ in range(n):
        lang = lang_of()
        s = []
        for _ in range(R.randrange(9, 18)):
            s.append(decoy_say(lang, pick([None, None, "statute", "case-no", "page-range", "year-range", "money", "room", "file-ref", "coordinates", "isbn"])))
            s.append(filler(lang))
        out = [para(lang, s[i:i + 4]) for i in range(0, len(s), 4)]
        emit("notices", pick(["txt", "md"]), L(lang, "GOVERNMENT NOTICE", "政府公告") + "\n\n" + flow(out, lang), lang)


# ---------------------------------------------------------------- checks

def check(outdir):
    """Reads everything back from the disk and judges it with other code than that which made it."""
    files = [json.loads(x) for x in open(os.path.join(outdir, "files.jsonl"), encoding="utf-8")]
    truth = [json.loads(x) for x in open(os.path.join(outdir, "truth.jsonl"), encoding="utf-8")]
    decoys = [json.loads(x) for x in open(os.path.join(outdir, "decoys.jsonl"), encoding="utf-8")]
    texts, total = {}, 0
    for f in files:
        data = open(os.path.join(outdir, f["file"]), "rb").read()
        total += len(data)
        texts[f["file"]] = decode(data, f["encoding"])
        assert not re.search("[\ue000-\ue010]", texts[f["file"]]), f
    by_type, seen = {}, {}
    for t in truth:
        by_type[t["type"]] = by_type.get(t["type"], 0) + 1
        c, line = t["canonical"], texts[t["file"]].split("\n")[t["line"] - 1]
        assert t["value"] in line, t
        seen.setdefault(t["file"], []).append((t["line"], t["value"]))
        n = unicodedata.normalize("NFKC", t["value"])
        if t["type"] == "hkid":
            assert valid_hkid(c) and re.sub(r"[^A-Z0-9]", "", n.upper()) == c, t
        elif t["type"] == "resident-id":
            assert valid_rid(c) and re.sub(r"[^X0-9]", "", n.upper()) == c, t
        elif t["type"] == "card":
            assert valid_card(c) and re.sub(r"\D", "", n) == c, t
        elif t["type"] == "iban":
            assert valid_iban(c) and re.sub(r"[^A-Z0-9]", "", n.upper()) == c, t
        elif t["type"] == "email":
            assert re.fullmatch(r"[a-z0-9._+\-]+@[a-z0-9\-]+(\.[a-z0-9\-]+)*\.[a-z]{2,8}", c), t
        elif t["type"] == "phone":
            assert 8 <= len(c) <= 15 and c == re.sub(r"\D", "", n), t
        else:
            day = datetime.date.fromisoformat(c)
            assert day.toordinal() % 3 == 0 and day.year <= 2023, t
    for k in TYPES:
        assert by_type[k] >= 300, (k, by_type[k])
    true_values = {plain(t["value"]) for t in truth} | {t["canonical"].upper() for t in truth}
    kinds = {}
    for d in decoys:
        kinds[d["kind"]] = kinds.get(d["kind"], 0) + 1
        assert plain(d["value"]) not in true_values, d
        assert d["value"] in texts[d["file"]].split("\n")[d["line"] - 1], d
        seen.setdefault(d["file"], []).append((d["line"], d["value"]))
        c = plain(d["value"])
        if d["kind"] == "hkid-wrong-check":
            assert not valid_hkid(c), d
        elif d["kind"] == "rid-wrong-check":
            assert not valid_rid(c), d
        elif d["kind"] == "card-wrong-luhn":
            assert not valid_luhn(c), d
        elif d["kind"] == "iban-wrong-check":
            assert not valid_iban(c), d
        elif d["kind"] in ("luhn-by-chance", "imei", "iccid"):
            assert valid_luhn(c), d
    assert len(decoys) >= len(truth) and len(files) >= 400 and total <= 8_000_000
    # Nothing true stands unmarked: each well-formed value in any file lies on a line that lists it.
    nets = [(re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,2}[ \-]?\d{3} ?\d{3}[ \-]?\(?[0-9Aa]\)?(?![A-Za-z0-9])"), valid_hkid),
            (re.compile(r"(?<!\d)\d{6}[ \-]?\d{8}[ \-]?\d{3}[\dXx](?![A-Za-z0-9])"), valid_rid),
            (re.compile(r"(?<!\d)\d(?:[ \-]?\d){12,18}(?!\d)"), valid_card),
            (re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ \-]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])"), valid_iban),
            (re.compile(r"[A-Za-z0-9._+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}"), lambda c: True),
            (re.compile(r"\+\d[\d ()\-\u2013]{8,}\d"), lambda c: True)]
    for name, text in texts.items():
        marked = {}
        for ln, v in seen.get(name, []):
            marked.setdefault(ln, []).append(unicodedata.normalize("NFKC", v))
        for ln, line in enumerate(text.split("\n"), 1):
            line = unicodedata.normalize("NFKC", line)
            for rx, ok in nets:
                for m in rx.finditer(line):
                    c = plain(m.group())
                    if ok(c) and not any(plain(v) in c or c in plain(v) for v in marked.get(ln, [])):
                        raise AssertionError("unmarked %r in %s:%d" % (m.group(), name, ln))
    return by_type, kinds, len(files), total


def main(outdir):
    letters_(48), memos(36), mails(44), minutes(30), forms(56), complaints(36), exports(60), hr(26), courts(20), clinics(24)
    fixed("school", 22, ["birth-date", "hkid", "phone", "email"], ("CLASS LIST AND PARENTS' CONTACTS", "班級名單及家長聯絡資料"), True)
    fixed("reports", 26, ["hkid", "birth-date", "phone", "iban", "card"], ("MONTHLY PAYMENT REPORT", "每月付款報表"))
    calls(28), weblogs(20), apis(40), sqls(28), htmls(28), configs(16), payments(36), vcards(8), rolls(36), crossborder(30), gitlogs(8)
    statistics(16)
    things("procurement", 24, ["order-no", "invoice-no", "part-no", "serial-no", "money", "tracking-no", "br-no", "container", "air-waybill", "barcode", "company-code", "ref-8-digits"])
    things("library", 14, ["isbn", "issn", "barcode", "page-range", "year-range", "card-wrong-luhn"])
    things("assets", 16, ["imei", "iccid", "mac", "serial-no", "ip-address", "version", "licence-plate", "meter", "uuid", "luhn-by-chance"])
    things("training", 14, ["hkid-wrong-check", "rid-wrong-check", "card-wrong-luhn", "iban-wrong-check", "not-an-email", "handle"])
    things("systems", 14, ["timestamp", "epoch", "version", "ip-address", "uuid", "hash", "base64", "mac", "snowflake", "not-an-email"], "log")
    sources(16), notices(24)

    os.makedirs(outdir, exist_ok=True)
    lists = {"truth.jsonl": [], "decoys.jsonl": [], "files.jsonl": []}
    for f in sorted(FILES, key=lambda f: f["file"]):
        path = os.path.join(outdir, f["file"])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as h:
            h.write(f["data"])
        true = 0
        for (is_true, kind, v, canon), line in f["places"]:
            true += is_true
            lists["truth.jsonl" if is_true else "decoys.jsonl"].append(
                {"file": f["file"], "type" if is_true else "kind": kind, "value": v, **({"canonical": canon} if is_true else {}), "line": line})
        lists["files.jsonl"].append({"file": f["file"], "encoding": f["encoding"], "language": f["language"], "newline": f["newline"],
                                     "bytes": len(f["data"]), "true": true})
    for name, rows in lists.items():
        with open(os.path.join(outdir, name), "w", encoding="utf-8", newline="\n") as h:
            h.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
    by_type, kinds, files, total = check(outdir)
    print("%d files, %d bytes, %d without personal data" % (files, total, sum(r["true"] == 0 for r in lists["files.jsonl"])))
    print("true values: %d  %s" % (sum(by_type.values()), ", ".join("%s %d" % (k, by_type[k]) for k in TYPES)))
    print("decoys: %d  %s" % (sum(kinds.values()), ", ".join("%s %d" % k for k in sorted(kinds.items()))))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python3 make.py OUTDIR")
    main(sys.argv[1])

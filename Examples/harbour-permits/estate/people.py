"""Invented applicants: names of nobody, identity numbers with valid check digits that were never issued to them."""
import random

SURNAMES = [("CHAN", "陳", "陈"), ("WONG", "黃", "黄"), ("LEE", "李", "李"), ("CHEUNG", "張", "张"), ("HO", "何", "何"),
            ("LAU", "劉", "刘"), ("NG", "吳", "吴"), ("YIP", "葉", "叶")]
GIVEN = [("Siu Ming", "小明", "小明"), ("Mei Ling", "美玲", "美玲"), ("Ka Wai", "嘉偉", "嘉伟"), ("Wing Yan", "詠欣", "咏欣"),
         ("Chi Keung", "志強", "志强"), ("Suk Fong", "淑芳", "淑芳")]


def hkid(letter, digits):
    """A Hong Kong identity card number with its check digit in brackets."""
    total = 9 * 36 + 8 * (ord(letter) - 55) + sum((7 - i) * int(d) for i, d in enumerate(digits))
    check = (11 - total % 11) % 11
    return f"{letter}{digits}({'A' if check == 10 else check})"


def resident_id(region, born, serial):
    """A resident identity number of GB 11643 with its check character."""
    body = f"{region}{born}{serial:03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights)) % 11]


def applicants(count, seed):
    """A list of dictionaries; the same for the same seed."""
    source = random.Random(seed)
    people = []
    for number in range(count):
        surname, given = source.choice(SURNAMES), source.choice(GIVEN)
        born = f"{source.randint(1955, 2004)}-{source.randint(1, 12):02d}-{source.randint(1, 28):02d}"
        people.append({
            "name": f"{surname[0]} {given[0]}", "zh": surname[1] + given[1], "cn": surname[2] + given[2],
            "hkid": hkid(source.choice("ABCDEGHKRYZ"), f"{source.randint(0, 999999):06d}"),
            "cnid": resident_id("440305", born.replace("-", ""), source.randint(0, 999)),
            "phone": f"{source.choice('569')}{source.randint(100, 899)} {source.randint(0, 9999):04d}", "born": born,
            "email": f"{given[0].split()[0].lower()}.{surname[0].lower()}{number}@mail.example",
            "vessel": f"Harbour Star {source.randint(2, 99)}",
        })
    return people

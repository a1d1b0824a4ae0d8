# ruff: noqa: E501 -- a convention reads best on one line, as it is printed; the texts are in many scripts
"""Small dumps of two or three stories with bodies of a sentence or two, in two dozen languages, and single articles that look like them.

Nothing but the repetition of the header tells the stories apart: the texts are too short for anything else.
"""

from __future__ import annotations

import random
from datetime import date

from bench.conventions.writing import Book, Item, Writer

book = Book()

# language: labels (number, section, title, date, author, source), then headline and body of three stories
LANGUAGES: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "pt": (("Matéria", "Editoria", "Título", "Data", "Repórter", "Veículo"), (
        ("Porto de Aveiro recebe novo navio de pesquisa", "O navio vai estudar as correntes da costa durante três anos, disse o porto.\n\nA tripulação tem 22 pessoas."),
        ("Câmara aprova obras na ponte velha", "As obras começam em junho e custam dois milhões de euros, segundo a câmara."),
        ("Biblioteca alarga horário ao sábado", "A biblioteca municipal passa a abrir aos sábados até às 18 horas.\n\nA medida foi pedida por estudantes."))),
    "es": (("Despacho", "Ámbito", "Titular", "Fecha", "Redacta", "Medio"), (
        ("El mercado central estrena tejado tras dos años de obras", "Los puestos volvieron a abrir este lunes con horario normal."),
        ("Cierran la carretera de la sierra por desprendimientos", "La vía quedará cortada al menos hasta el viernes, informó la diputación.\n\nNo hubo heridos."),
        ("Un taller enseña a reparar bicicletas a jóvenes", "Treinta jóvenes participan en el curso, que dura seis semanas y es gratuito."))),
    "fr": (("Dépêche", "Rubrique", "Titre", "Date", "Rédacteur", "Origine"), (
        ("Le tramway circulera plus tard le soir", "La dernière rame partira à une heure du matin dès septembre, a annoncé la métropole."),
        ("Une école rurale sauvée par ses parents", "La classe unique gardera ses dix-sept élèves à la rentrée.\n\nLe maire s'en félicite."),
        ("Les vendanges débutent avec dix jours d'avance", "La chaleur de juillet a mûri le raisin plus tôt que prévu, disent les vignerons."))),
    "de": (("Meldung", "Sparte", "Überschrift", "Stand", "Verfasst von", "Blatt"), (
        ("Stadtbad öffnet nach Sanierung wieder", "Das Bad war elf Monate geschlossen. Der Eintritt bleibt gleich."),
        ("Neue Linie verbindet Bahnhof und Klinik", "Die Busse fahren alle zwanzig Minuten, wie die Verkehrsbetriebe mitteilten."),
        ("Imker melden gute Ernte", "Im Schnitt gab es 31 Kilo Honig je Volk.\n\nIm Vorjahr waren es 19."))),
    "it": (("Lancio", "Settore", "Titolo", "Data", "A cura di", "Testata"), (
        ("Riapre il museo del mare dopo i lavori", "Le sale tornano visitabili da sabato con ingresso gratuito nel primo fine settimana."),
        ("Treni regionali, orario nuovo da dicembre", "Partiranno quattro corse in più al giorno tra le due città, ha detto la regione."),
        ("Olio, raccolto in calo del venti per cento", "La siccità ha pesato sugli uliveti della costa.\n\nI prezzi saliranno."))),
    "ru": (("Сообщение", "Тематика", "Заголовок", "Время выпуска", "Корреспондент", "Издание"), (
        ("В городе открылась новая поликлиника", "Поликлиника рассчитана на 400 посещений в день, сообщили в администрации."),
        ("Дорогу к озеру отремонтируют до осени", "Работы начнутся в июне и займут три месяца.\n\nНа время ремонта пустят объезд."),
        ("Школьники посадили тысячу деревьев", "Саженцы берёзы и липы передал городу лесхоз."))),
    "uk": (("Повідомлення", "Тема дня", "Назва", "Коли", "Пише", "Видання"), (
        ("У місті запрацював новий трамвайний маршрут", "Вагони ходитимуть кожні дванадцять хвилин, повідомила мерія."),
        ("Музей просто неба приймає гостей щодня", "Взимку музей працював лише у вихідні.\n\nКвиток коштує сто гривень."),
        ("Пекарня відкрила пункт безкоштовного хліба", "Щовечора тут роздають близько двохсот буханців."))),
    "tr": (("Bülten", "Alan", "Başlık", "Yayım", "Muhabir", "Kurum"), (
        ("Sahil yolu pazar günü araçlara kapanıyor", "Yol sabah yediden akşam altıya kadar yalnız yayalara açık olacak."),
        ("Köy okuluna yeni kütüphane kuruldu", "Kütüphanede üç bin kitap var. Kitapları gönüllüler topladı."),
        ("Fındıkta hasat erken başladı", "Üreticiler bu yıl verimin yüksek olduğunu söylüyor.\n\nAlım fiyatı haftaya açıklanacak."))),
    "pl": (("Depesza", "Dziedzina", "Tytuł", "Nadano", "Oprac.", "Tytuł prasowy"), (
        ("Nowy most otwarto dla pieszych", "Samochody pojadą nim dopiero za dwa tygodnie, podał zarząd dróg."),
        ("Basen miejski wydłuża godziny pracy", "Od poniedziałku pływalnia działa do północy.\n\nBilety nie zdrożeją."),
        ("Jabłek będzie w tym roku mniej", "Sadownicy mówią o stratach po majowych przymrozkach."))),
    "kk": (("Хабарлама", "Бағыты", "Тақырыбы", "Уақыты", "Тілші", "Басылым"), (
        ("Ауылда жаңа мектеп ашылды", "Мектеп 300 балаға арналған, деді аудан әкімі."),
        ("Көл жағасы тазартылды", "Еріктілер екі күнде он тонна қоқыс жинады.\n\nАкция жыл сайын өтеді."),
        ("Теміржол вокзалы жөнделеді", "Жұмыс маусымда басталып, күзде аяқталады."))),
    "uz": (("Xabar", "Yo'nalish", "Sarlavha", "Vaqti", "Muxbir", "Nashr"), (
        ("Shaharda yangi bog' ochildi", "Bog' hududi olti gektar, unda ikki ming ko'chat ekilgan."),
        ("Avtobuslar qatnovi uzaytirildi", "Oxirgi avtobus endi soat yigirma uchda jo'naydi.\n\nNarx o'zgarmaydi."),
        ("Maktab o'quvchilari tanlovda g'olib bo'ldi", "Jamoa robot yasash bo'yicha birinchi o'rinni oldi."))),
    "zh": (("编号", "类目", "标题", "刊发", "采写", "刊物"), (
        ("新图书馆周六起对外开放", "图书馆藏书三十万册，读者凭身份证即可入馆。"),
        ("滨河步道二期工程完工", "步道全长四公里，沿途设有六处休息点。\n\n市民可免费使用。"),
        ("苹果产量今年略有下降", "果农表示，春季霜冻影响了花期。"))),
    "ja": (("整理番号", "面", "見出し", "配信", "担当", "媒体"), (
        ("市民プールが改修を終えて再開", "プールは八か月ぶりに開き、料金は変わらない。"),
        ("山あいの駅に新しい待合室", "待合室には地元の杉が使われた。\n\n駅は一日二百人が利用する。"),
        ("りんごの収穫が始まる", "今年は雨が少なく、甘みが強いという。"))),
    "ko": (("기사번호", "부문", "제목", "송고", "담당", "매체명"), (
        ("시립 수영장 공사 마치고 다시 문 연다", "수영장은 여덟 달 만에 문을 열며 요금은 그대로다."),
        ("산골 마을에 작은 도서관 생겨", "도서관에는 책 삼천 권이 있다.\n\n책은 주민들이 모았다."),
        ("사과 수확 예년보다 빨라", "농민들은 올해 작황이 좋다고 말했다."))),
    "ar": (("رقم", "الباب", "العنوان", "التوقيت", "المحرر", "الجهة"), (
        ("افتتاح حديقة جديدة وسط المدينة", "تبلغ مساحة الحديقة ستة هكتارات، وفق ما قالت البلدية."),
        ("تمديد عمل الحافلات حتى منتصف الليل", "يبدأ العمل بالمواعيد الجديدة يوم الأحد.\n\nولن ترتفع الأسعار."),
        ("موسم الزيتون يبدأ مبكرا", "قال المزارعون إن الإنتاج جيد هذا العام."))),
    "fa": (("شماره خبر", "حوزه", "تیتر", "زمان", "خبرنگار", "رسانه"), (
        ("بوستان تازه‌ای در مرکز شهر گشوده شد", "این بوستان شش هکتار مساحت دارد و ورود به آن رایگان است."),
        ("ساعت کار اتوبوس‌ها افزایش یافت", "آخرین اتوبوس ساعت یازده شب حرکت می‌کند.\n\nبهای بلیت تغییر نکرده است."),
        ("برداشت سیب زودتر آغاز شد", "باغداران از محصول امسال راضی‌اند."))),
    "hi": (("क्रमांक", "विभाग", "शीर्षक", "समय", "संवाददाता", "माध्यम"), (
        ("शहर में नया पुस्तकालय खुला", "पुस्तकालय में तीस हजार किताबें हैं और प्रवेश निःशुल्क है।"),
        ("पुल की मरम्मत जून में शुरू होगी", "काम तीन महीने चलेगा, नगर निगम ने बताया।\n\nतब तक दूसरा रास्ता खुला रहेगा।"),
        ("सेब की फसल इस बार अच्छी", "किसानों ने कहा कि बारिश समय पर हुई।"))),
    "id": (("Berita", "Kanal", "Judul", "Terbit", "Pewarta", "Sumber"), (
        ("Jembatan baru dibuka untuk pejalan kaki", "Kendaraan baru boleh lewat dua minggu lagi, kata dinas perhubungan."),
        ("Perpustakaan desa buka sampai malam", "Warga dapat meminjam tiga buku sekaligus.\n\nLayanan ini gratis."),
        ("Panen kopi tahun ini naik", "Petani menyebut cuaca sebagai penyebabnya."))),
    "vi": (("Bản tin", "Chuyên đề", "Tiêu đề", "Phát lúc", "Người viết", "Tòa soạn"), (
        ("Thư viện thành phố mở cửa cả chủ nhật", "Bạn đọc có thể mượn năm cuốn sách mỗi lần."),
        ("Cầu cũ được sửa trong ba tháng", "Công việc bắt đầu vào tháng sáu.\n\nXe buýt sẽ đi đường vòng."),
        ("Vụ cà phê năm nay được mùa", "Nông dân cho biết thời tiết thuận lợi."))),
    "cs": (("Zpráva", "Okruh", "Titulek", "Vydáno", "Zpracoval", "List"), (
        ("Městské lázně po opravě znovu otevřely", "Lázně byly zavřené jedenáct měsíců, vstupné zůstává stejné."),
        ("Nová linka spojí nádraží s nemocnicí", "Autobusy budou jezdit po dvaceti minutách.\n\nProvoz začíná v pondělí."),
        ("Včelaři hlásí dobrý rok", "Z jednoho úlu získali průměrně 31 kilogramů medu."))),
    "nl": (("Bericht", "Katern", "Kop", "Datum", "Verslaggever", "Krant"), (
        ("Zwembad opent weer na verbouwing", "Het bad was elf maanden dicht. De toegangsprijs blijft gelijk."),
        ("Nieuwe buslijn naar het ziekenhuis", "De bussen rijden elke twintig minuten, meldt de vervoerder."),
        ("Imkers tevreden over het jaar", "Per volk werd 31 kilo honing geoogst.\n\nVorig jaar was dat 19 kilo."))),
    "sv": (("Telegram", "Avdelning", "Rubrik", "Sänt", "Reporter", "Tidning"), (
        ("Simhallen öppnar efter renovering", "Hallen har varit stängd i elva månader och priset är detsamma."),
        ("Ny busslinje till sjukhuset", "Bussarna går var tjugonde minut, uppger trafikbolaget.\n\nStart på måndag."),
        ("Biodlare nöjda med året", "Varje samhälle gav i snitt 31 kilo honung."))),
    "ro": (("Știre", "Domeniu", "Titlu", "Ora", "Semnează", "Publicație"), (
        ("Podul vechi intră în reparații", "Lucrările încep în iunie și durează trei luni, anunță primăria."),
        ("Biblioteca deschide și sâmbăta", "Cititorii pot împrumuta cinci cărți odată.\n\nAccesul este gratuit."),
        ("Recoltă bună de mere", "Fermierii spun că ploile au venit la timp."))),
    "en": (("Item", "Beat", "Slugline", "Moved", "Writer", "Outlet"), (
        ("Harbour ferry adds a late sailing", "The last boat will leave at eleven from Friday, the operator said."),
        ("Village shop saved by its customers", "Two hundred people bought shares in the shop.\n\nIt reopens on Monday."),
        ("Beekeepers report a good year", "Each hive gave 31 kilos of honey on average."))),
}  # fmt: skip
_NAMES = ("J. Prates", "Marta Ruiz", "A. Sadykova", "Li Wen", "P. Orlov", "N. Beridze")
_DAYS = ("{d:02d}/{m:02d}/{y} {h:02d}:30", "{y}-{m:02d}-{d:02d}", "{d:02d}.{m:02d}.{y}, {h:02d}:15", "{d}.{m}.{y}", "{y}/{m:02d}/{d:02d}")


def pick_items(language: str, r: random.Random, count: int) -> list[Item]:
    """So many briefs in a language, with made-up slots."""
    items = []
    for i, (title, body) in enumerate(LANGUAGES[language][1][:count]):
        day = date(2023, 1 + r.randrange(12), 13 + r.randrange(14))
        items.append(Item(title, body.split("\n\n"), f"Gazeta {r.randrange(9)}", day, r.choice(_NAMES), "Aveiro", "A" + str(i), i + 1))
    return items


def _pick(r: random.Random) -> tuple[tuple[str, ...], list[Item], str]:
    """Labels, two or three stories in one language, and the file's way to write a date."""
    language = r.choice(sorted(LANGUAGES))
    return LANGUAGES[language][0], pick_items(language, r, r.choice([2, 3, 3])), r.choice(_DAYS)


def _day(style: str, s: Item) -> str:
    return style.format(d=s.day.day, m=s.day.month, y=s.day.year, h=8 + s.number)


def _header(labels: tuple[str, ...], s: Item, style: str, sign: str, *, number: bool = True, source: bool = True) -> list[str]:
    rows = [(labels[0], f"{s.number:03d}")] if number else []
    rows += [(labels[1], s.section), (labels[2], s.title), (labels[3], _day(style, s)), (labels[4], s.author)]
    rows += [(labels[5], s.source)] if source else []
    return [f"{name}{sign}{value}" for name, value in rows]


def _labelled(w: Writer, labels: tuple[str, ...], items: list[Item], style: str, sign: str, before: str, after: str, gap: str, **kinds: bool) -> None:
    for i, s in enumerate(items):
        head = before + "\n".join(_header(labels, s, style, sign, **kinds)) + after
        w.story(head, "", "", s.body, "", s, gap=gap if i + 1 < len(items) else "\n", fields="tds" if kinds.get("source", True) else "td")


@book.convention
def rules_around_header(w: Writer, items: list[Item], r: random.Random) -> None:
    labels, items, style = _pick(r)
    rule = r.choice(["-" * 41, "=" * 30, "*" * 25])
    w.add(r.choice(["", f"AGENCIA 24\n{len(items)} textos\n\n"]))
    _labelled(w, labels, items, style, ": ", rule + "\n", f"\n{rule}\n", "\n\n", source=r.random() < 0.5)


@book.convention
def labels_then_blank(w: Writer, items: list[Item], r: random.Random) -> None:
    labels, items, style = _pick(r)
    _labelled(w, labels, items, style, r.choice([": ", " : ", ":\t"]), "", "\n\n", "\n\n", number=r.random() < 0.5)


@book.convention
def labels_wide_gap(w: Writer, items: list[Item], r: random.Random) -> None:
    labels, items, style = _pick(r)
    _labelled(w, tuple(x.upper() for x in labels), items, style, ": ", "", "\n\n", "\n\n\n\n", number=False)


@book.convention
def labels_and_body_close(w: Writer, items: list[Item], r: random.Random) -> None:
    labels, items, style = _pick(r)
    items = [Item(s.title, [" ".join(s.paras)], s.source, s.day, s.author, s.city, s.section, s.number) for s in items]
    _labelled(w, labels, items, style, ": ", "", "\n", "\n\n")


@book.convention
def counter_over_labels(w: Writer, items: list[Item], r: random.Random) -> None:
    labels, items, style = _pick(r)
    form = r.choice(["[{}/{}]\n", "#{}\n", "({} / {})\n", "{}.\n", "--- {} ---\n"])
    for i, s in enumerate(items):
        head = form.format(s.number, len(items)) + "\n".join(_header(labels, s, style, ": ", number=False)) + "\n\n"
        w.story(head, "", "", s.body, "", s, gap="\n\n" if i + 1 < len(items) else "\n")


@book.convention
def body_label_last(w: Writer, items: list[Item], r: random.Random) -> None:
    labels, items, style = _pick(r)
    word = r.choice(["Texto", "Text", "Текст", "正文", "Inhalt"])
    _labelled(w, labels, items, style, ": ", "", f"\n{word}: ", "\n\n", number=False)


@book.convention
def title_free_labels_under(w: Writer, items: list[Item], r: random.Random) -> None:
    labels, items, style = _pick(r)
    for i, s in enumerate(items):
        middle = f"\n{labels[5]}: {s.source}\n{labels[3]}: {_day(style, s)}\n{labels[4]}: {s.author}\n\n"
        w.story("", s.title, middle, s.body, "", s, gap="\n\n" if i + 1 < len(items) else "\n")


@book.convention
def labels_below(w: Writer, items: list[Item], r: random.Random) -> None:
    labels, items, style = _pick(r)
    for i, s in enumerate(items):
        tail = f"\n\n{labels[5]}: {s.source}\n{labels[3]}: {_day(style, s)}"
        w.story("", s.title, "\n\n", s.body, tail, s, gap=r.choice(["\n\n", "\n\n\n"]) if i + 1 < len(items) else "\n")


@book.convention
def boxed_labels(w: Writer, items: list[Item], r: random.Random) -> None:
    labels, items, style = _pick(r)
    opening, closing = r.choice([("[", "]"), ("【", "】"), ("<", ">")])
    labels = tuple(f"{opening}{x}{closing}" for x in labels)
    _labelled(w, labels, items, style, " ", "", "\n\n", "\n\n", number=False)


@book.convention
def labels_end_mark(w: Writer, items: list[Item], r: random.Random) -> None:
    labels, items, style = _pick(r)
    mark = r.choice(["###", "(end)", "-0-", "= FIN ="])
    for i, s in enumerate(items):
        head = "\n".join(_header(labels, s, style, ": ", number=False, source=False)) + "\n\n"
        w.story(head, "", "", s.body, f"\n\n{mark}", s, gap="\n\n" if i + 1 < len(items) else "\n", fields="td")


@book.convention
def markdown_headings(w: Writer, items: list[Item], r: random.Random) -> None:
    _, items, style = _pick(r)
    for i, s in enumerate(items):
        w.story("", f"## {s.title}", f"\n\n*{s.source}, {_day(style, s)}*\n\n", s.body, "", s, gap="\n\n" if i + 1 < len(items) else "\n")


@book.convention
def source_and_date_line(w: Writer, items: list[Item], r: random.Random) -> None:
    _, items, style = _pick(r)
    for i, s in enumerate(items):
        w.story("", s.title, f"\n{s.source} | {_day(style, s)}\n\n", s.body, "", s, gap="\n\n" + "-" * 30 + "\n\n" if i + 1 < len(items) else "\n")


# single articles of the same look


@book.negative
def fact_boxes(w: Writer, items: list[Item], r: random.Random) -> None:
    labels, own, _ = _pick(r)
    boxes = [f"{labels[4]}: {n}\n{labels[1]}: {a}\n\n{items[i].paras[0]}" for i, (n, a) in enumerate(zip(r.sample(_NAMES, 3), ("A", "B", "C"), strict=True))]
    w.add(f"{own[0].title}\n\n{items[0].paras[0]}\n\n" + "\n\n".join(boxes) + "\n")


@book.negative
def what_is_on(w: Writer, items: list[Item], r: random.Random) -> None:
    labels, own, style = _pick(r)
    events = "\n\n".join(f"{s.title}\n{r.choice(['Ort', 'Where', 'Local', 'Где', '地点'])}: Hall {s.number}\n{labels[3]}: {_day(style, s)}" for s in own)
    w.add(f"{items[0].title}\n\n{items[0].body}\n\n{events}\n")


@book.negative
def interview(w: Writer, items: list[Item], r: random.Random) -> None:
    _, own, _ = _pick(r)
    turns = "\n\n".join(f"{'ABCDEF'[i % 2]}: {p}" for i, s in enumerate(own * 2) for p in s.paras)
    w.add(f"{own[0].title}\n\n{items[0].paras[0]}\n\n{turns}\n")


@book.negative
def results(w: Writer, items: list[Item], r: random.Random) -> None:
    labels, own, style = _pick(r)
    w.add(f"{own[0].title}\n{own[0].source}, {_day(style, own[0])}\n\n{own[0].body}\n\n" + "\n".join(f"{labels[i]}: {i * 7}" for i in range(6)) + "\n\n" + own[-1].body + "\n")


@book.negative
def recipe(w: Writer, items: list[Item], r: random.Random) -> None:
    _, own, _ = _pick(r)
    steps = "\n\n".join(f"{r.choice(['Step', 'Schritt', 'Passo', 'Шаг'])} {i}:\n{p}" for i, p in enumerate([p for s in own for p in s.paras], 1))
    w.add(f"{own[0].title}\n\n{items[0].paras[0]}\n\n{steps}\n")


@book.negative
def short_subheads(w: Writer, items: list[Item], r: random.Random) -> None:
    _, own, style = _pick(r)
    w.add(f"{items[0].title}\n{_day(style, own[0])}\n\n{items[0].paras[0]}\n\n" + "\n\n".join(f"{s.title}\n{s.body}" for s in own) + "\n")

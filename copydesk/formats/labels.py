"""Labels of header slots in the languages that archives export: ``Date:``, ``Quelle:``, ``Заголовок:``, ``来源：``, ``TI  -``.

A label says which record field its value fills; ``""`` marks a slot that is header or trailer but fills no field (length, page,
language, keywords). Words that ordinary prose puts before a colon (``Note:``, ``Question:``) are left out on purpose.
"""

from __future__ import annotations

import unicodedata

from copydesk.types import FieldName

_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_STROKES = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "đ": "d", "æ": "ae", "ə": "e"})

BODY = "body"
OTHER = "other"

_TABLE: dict[str, str] = {
    FieldName.TITLE: """title headline hd ti t1 titel überschrift schlagzeile titre titulo título titular titolo titel: kop
        otsikko rubrik tytuł titulek nadpis cím titlu заголовок заглавие название тема назва загаловак τίτλος başlık sarlavha
        тақырып عنوان العنوان تیتر शीर्षक 标题 標題 题目 題目 篇名 题名 タイトル 見出し 제목 tiêu_đề judul tajuk หัวข้อ כותרת
        article_title title_of_article document_title titel_des_artikels tytul headline_text judul_berita শিরোনাম தலைப்பு
        శీర్షిక ശീർഷകം ಶೀರ್ಷಿಕೆ શીર્ષક ਸਿਰਲੇਖ शिर्षक სათაური վերնագիր гарчиг сарлавҳа аталышы başlığı kichwa titulli fyrirsögn
        наслов наслову naslov_članka otsikko: heading hl headline_1 manşet überschriften sərlövhə objet betreff oggetto asunto
        assunto onderwerp ämne emne aihe temat předmět predmet konu tárgy subiect subiectul 主题 主旨 件名 제목: الموضوع θέμα
        נושא headline/title overskrift title(s) subject naslov pealkiri virsraksts antraštė article subj izenburua goiburua
        títol titulars teitl pennawd teideal ceannlíne titill kichwa_cha_habari opskrif pamagat tajuk_berita หัวข้อข่าว
        หัวเรื่อง ชื่อเรื่อง ชื่อข่าว พาดหัว พาดหัวข่าว ຫົວຂໍ້ ចំណងជើង ခေါင်းစဉ် මාතෘකාව සිරස්තලය سرخی سرلیک ناونیشان سەردێڕ
        sernav ماۋزۇ تېما sözbaşy исем унвон сарлавҳаи_хабар аталыш тақырыбы загаловак_артыкула nosaukums pavadinimas
        otsikon_nimi főcím cikk_címe ርዕስ tiêu_đề_bài tên_bài tựa_đề judul_artikel tytuł_artykułu nadpis_článku naziv
        naziv_članka naslov_vijesti naslov_prispevka titlul titlul_articolului titulli_i_lajmit başlıq xəbərin_başlığı
        haber_başlığı заголовок_статьи заголовок_статті назва_статті заглавие_на_статията наслов_вести τίτλος_άρθρου
        عنوان_المقال عنوان_الخبر عنوان_خبر تیتر_خبر שם_הכתבה כותרת_הידיעה समाचार_शीर्षक সংবাদ_শিরোনাম খবরের_শিরোনাম
        செய்தித்_தலைப்பு తలపు 文章标题 文章標題 新闻标题 新聞標題 完整新闻标题 完整新聞標題 篇題 記事タイトル 記事見出し 題名
        件名 기사제목 기사_제목 표제 en-tête intitulé titre_de_l'article titolo_articolo título_da_notícia título_de_la_noticia
        überschrift_des_artikels kop_van_het_artikel""",
    FieldName.AUTHOR: """napísal napísala napsal napsala napisał napisała napisao napisala napisal scris_de escrito_por scritto_da
        écrit_par geschrieben_von geschreven_door skrevet_av skriven_av kirjoittanut írta написал написала написав
        author authors by byline au a1 autor autoren verfasser von auteur auteurs autore autori autores por par
        автор авторы автори аутор συντάκτης yazar muallif автор: كاتب بقلم نویسنده लेखक 作者 记者 記者 筆者 기자 기고자 기자명
        tác_giả penulis ผู้เขียน מאת signature signé author(s) creator de van fra från od kimden feladó lähettäjä kohteesta nadawca odesílatel
        发件人 寄件者 差出人 보낸사람 보낸_사람 skribent författare forfatter toimittaja author/byline written_by reporter
        journalist correspondent journaliste periodista redakteur autor/in szerző dziennikarz autorzy الكاتب كاتب_المقال المحرر
        بقلم_الكاتب muhabir muhabiri habarchi мухбир тілші журналіст журналист репортер корреспондент новинар новинарка novinár
        novinar novinarka novinář novinářka žurnālists žurnalistas ajakirjanik blaðamaður höfundur kirjoittaja autorius autors
        ავტორი հեղինակ зохиогч муаллиф автори_на রিপোর্টার লেখক প্রতিবেদক செய்தியாளர் எழுத்தாளர் wartawan phóng_viên mwandishi
        gazetari autori_i pisac penulis_berita نامه‌نگار خبرنگار نامہ_نگار مصنف כתב מחבר ผู้สื่อข่าว 撰稿 撰文 執筆者 글쓴이
        autorin verfasserin autora autrice auteure redatto_da scritto_da escrito_por rédigé_par écrit_par redactor redactora
        rédacteur rédactrice firmato reportero repórter schrijver geschreven_door skrivet_av skrevet_af laatija tekijä kirjutas
        autoriaus egilea idazlea redacció awdur gohebydd údar awtur marubuci skrywer may-akda sumulat pewarta juruberita
        pengarang нийтэлсэн сурвалжлагч кабарчы хабарнигор аўтар аўтары журналіст_видання автор_статті автор_статьи автор_текста
        автор_материала автор_на_текста нап autor_teksta autor_besedila avtor újságíró írta riporter tudósító ditulis_oleh
        dziennikarka reporterka redaktorka autor_článku συγγραφέας δημοσιογράφος αρθρογράφος ρεπορτάζ haberi_yapan haberci
        yazarı müəllif xəbəri_hazırladı muallifi maqola_muallifi тексті_жазған لکھاری تحریر لیکوال نووسەر روزنامه‌نگار گزارشگر
        تهیه_کننده مراسل الصحفي الصحافي كتبه كتبت כתבת עיתונאי ผู้รายงาน นักข่าว รายงานโดย ຜູ້ຂຽນ អ្នកនិពន្ធ စာရေးသူ သတင်းထောက်
        নিজস্ব_প্রতিবেদক সংবাদদাতা নিজস্ব_সংবাদদাতা প্রতিবেদন संवाददाता पत्रकार रिपोर्टर वार्ताहर লেখকের_নাম எழுதியவர் நிருபர்
        రచయిత విలేఖరి ലേഖകൻ ವರದಿಗಾರ ಲೇಖಕ લેખક પત્રકાર ਲੇਖਕ ਪੱਤਰਕਾਰ ලේඛකයා ጸሐፊ ደራሲ 作者姓名 記者署名 记者署名 撰稿人 撰稿者 采写
        採訪 采访 記者名 取材 執筆 취재 취재기자 작성자 필자""",
    FieldName.PUBLISHED: """date published pub_date pubdate publication_date pd dt da py date_published datum erscheinungsdatum
        veröffentlicht date_de_publication publié publié_le fecha fecha_de_publicación publicado data data_di_pubblicazione
        data_de_publicação pubblicato publicatiedatum publiceringsdatum dato päivämäärä julkaistu data_publikacji datum_vydání
        dátum дата дата_публикации опубликовано дата_публікації дата_выхода ημερομηνία tarih sana күні تاريخ التاريخ تاريخ_النشر
        تاریخ तारीख दिनांक 日期 时间 時間 发布时间 出版日期 报纸日期 見報日期 发表时间 発行日 日付 날짜 ngày tanggal tarikh
        วันที่ תאריך date_created created issued release_date date/time datetime timestamp posted published_on 일자 게재일
        등록일 입력일 envoyé envoyé_le gesendet inviato enviado enviado_el verzonden skickat sendt lähetetty wysłano odesláno
        отправлено надіслано gönderme_tarihi gönderildi elküldve trimis 发送时间 寄件日期 送信日時 보낸_날짜 first_published
        publicerad publisert kuupäev datums dc.date y1 dp erschienen datum: issue_date pubblicazione filed sent kelt megjelent
        veröffentlichungsdatum parution date_parution datë tarehe dagsetning күн сана огноо სტატიის_თარიღი თარიღი ամսաթիվ তারিখ
        தேதி తేదీ തീയതി ದಿನಾಂಕ તારીખ ਮਿਤੀ मिति تاریخ_اشاعت kuupäev: paskelbta publicēts publicēšanas_datums objavljeno objavené
        zveřejněno publikováno vydáno pubdate: tarixi data_e_botimit датум датум_на_објава 刊發日期 刊登日期 刊发日期 掲載日
        掲載日時 yayın_tarihi yayımlanma_tarihi ημ/νία 公開日 publicatie publicat publicat_la publicada publicado_em
        publicado_el data_publicării data_apariției apariție data_objave datum_objave datum_zveřejnění datum_publikace
        data_wydania data_ukazania opublikowano julkaisupäivä pvm julkaisuaika utgivningsdag utgivet utgivelsesdato udgivet
        publiceret avaldatud avaldamise_kuupäev ilmumisaeg publikācijas_datums paskelbimo_data data_ir_laikas megjelenés
        megjelenés_dátuma közzétéve dátum_a_čas publikuar data_e_publikimit yayınlanma yayınlanma_tarihi haber_tarihi yayımlandı
        nəşr_tarixi дата_и_время дата_та_час дата_выпуска дата_на_публикуване дата_апублікавання жарияланған_күні жарияланды
        чоп_этилган_сана чыгарылган_күнү нийтэлсэн_огноо ημ/νία_δημοσίευσης ημερομηνία_δημοσίευσης دیرنه نېټه بەروار چېسلا
        تاریخ_انتشار تاريخ_انتشار تاريخ_الخبر نشر_في تم_النشر תאריך_פרסום פורסם วันที่เผยแพร่ วันที่ลงข่าว เผยแพร่เมื่อ ວັນທີ
        កាលបរិច្ឆេទ ရက်စွဲ දිනය প্রকাশ প্রকাশিত প্রকাশের_তারিখ प्रकाशित प्रकाशन_तिथि प्रकाशन_तारीख तिथि நாள் வெளியான_நாள்
        ప్రచురణ_తేదీ ቀን ngày_đăng ngày_xuất_bản đăng_ngày ngày_giờ tanggal_terbit tarikh_terbit diterbitkan petsa
        tarehe_ya_kuchapishwa dáta dyddiad útgáfudagur 发表日期 發表日期 发布日期 發布日期 發布時間 发稿时间 见报日期 公開日時
        配信日時 配信 게재일자 입력 송고 작성일 작성일시 보도일""",
    FieldName.UPDATED: """updated last_updated modified last_modified aktualisiert mis_à_jour actualizado aggiornato обновлено
        更新 更新时间 date_modified""",
    FieldName.PUBLISHER: """source publisher publication newspaper sn so jf t2 jo publication_title source_title quelle zeitung
        medium publikation fuente medio periódico fonte testata giornale jornal veículo journal bron krant källa tidning kilde
        avis lehti lähde źródło gazeta zdroj forrás sursa источник издание сми джерело видання крыніца πηγή kaynak manba gazete
        дереккөз المصدر مصدر الصحيفة منبع स्रोत 来源 來源 报纸名称 报纸 报名 刊名 媒体名称 媒體 报刊名称 出处 報紙 媒体 ソース
        媒体名 新聞名 출처 매체 언론사 매체명 신문사 nguồn sumber แหล่งที่มา מקור outlet site website feed provider media
        media_outlet channel publication_name periodical magazine organ titre_de_presse kilde: source_name nom_de_la_source
        izvor allikas editore hírforrás újság orgánum ziar ziarul publicația publicaţie gazeta_źródłowa nazwa_gazety
        tytuł_prasowy noviny deník časopis iturria egunkaria mitjà diari ffynhonnell foinse dagblað heimild šaltinis leidinys
        laikraštis avots laikraksts ajaleht väljaanne julkaisu mediet tidningens_namn avisen blad uitgave chanzo_cha_habari
        chanzo gazeti burimi mənbə qəzet nashr çeşme газета журнал вісник орган извор весник џ дереккөзі басылым булак гезит
        эх_сурвалж сонин манбаъ рӯзнома εφημερίδα الجريدة جريدة وكالة روزنامه نشریه منبع_خبر خبرگزاری اخبار ماخذ ذریعہ سرچینه
        سەرچاوە روزنامہ עיתון แหล่งข่าว สำนักข่าว หนังสือพิมพ์ ที่มา ແຫຼ່ງຂ່າວ ប្រភព သတင်းရင်းမြစ် မူရင်း මූලාශ්‍රය পত্রিকা
        সূত্র উৎস সংবাদপত্র अखबार अख़बार समाचार_पत्र सूत्र நாளிதழ் ஆதாரம் மூலம் పత్రిక ఆధారం ഉറവിടം ಪತ್ರಿಕೆ ಮೂಲ અખબાર સ્રોત
        ਅਖ਼ਬਾਰ ਸਰੋਤ ምንጭ tờ_báo nguồn_tin surat_kabar sumber_berita akhbar pahayagan pinagmulan 媒體來源 媒体来源 新闻来源
        新聞來源 文章来源 文章來源 稿源 見報媒體 掲載紙 掲載媒体 紙名 情報源 게재지 게재매체 보도매체 제호 nom_du_journal
        nom_du_média naam_krant zeitungsname name_der_zeitung nombre_del_medio cabecera diario titre_de_publication naziv_lista""",
    FieldName.AGENCY: """agency wire news_agency agentur agence agencia agenzia agência агентство ajans 通讯社 통신사 credit
        service wire_service""",
    FieldName.SECTION: """section se category ressort rubrik rubrique sección sezione seção secção categoría catégorie categoria
        desk kategorie раздел рубрика рубріка розділ bölüm قسم القسم 栏目 版面 版名 分类 카테고리 통합_분류1 섹션 chuyên_mục rubrika
        rubryka dział avdelning seksjon osasto rovat sparte channel_name kategoria kategori secció kolumna sekcja oddiel
        oddělení sekce бөлім айдар bo'lim ruknı хэсэг ενότητα κατηγορία στήλη بخش گروه سرویس מדור קטגוריה หมวด หมวดข่าว কলাম
        বিভাগ श्रेणी स्तंभ பிரிவு chuyên_trang sekcija skyrius sadaļa rubriik osio sekcioni 分類 類別 类别 版別 面名 지면 분야""",
    FieldName.EDITOR: """editor edited_by redaktion редактор 编辑 责任编辑 責任編輯 편집 redacteur redaktor""",
    FieldName.ACCESSION: """뉴스_식별자 기사_id accession an accession_number id document_id doc_id docid article_id story_id
        item_id guid uid proquest_document_id record_no record_number newsid 文章编号 文章編號 dokumentnummer
        gale_document_number release_no release_number transmission_number message_id serial_no press_release_no cn ui
        identifier an_number documentid slug_id story_no transmission_id""",
    FieldName.SUBTITLE: """subtitle sub-title subheadline subheading standfirst deck dek untertitel sous-titre subtítulo
        sottotitolo ondertitel unterzeile unterüberschrift underrubrik perex podtytuł podtitul alcím подзаголовок підзаголовок
        altbaşlık 副标题 副標題 副題 podnaslov alcíme felcím alaotsikko undertittel underoverskrift subtitlu subtitul antetítulo
        antetitulo bajada copete occhiello catenaccio chapô chapeau vorspann dachzeile روتيتر زیرتیتر כותרת_משנה""",
    FieldName.NOTICE: """copyright cy cr rights rights_holder droits urheber derechos""",
    BODY: """n2 body text bt tx lp td content full_text fulltext article_text ab abstract texte cuerpo corpo texto testo tekst
        текст артикул volltext inhalt contenu contenido contenuto conteúdo тело содержание metin matn мәтін النص متن पाठ 正文
        内容 全文 本文 내용 본문 nội_dung isi เนื้อหา תוכן main_text story_text article_body text: lead inhoud innehåll teksti
        szöveg conținut κείμενο treść tresc obsah isi_berita brödtext brødtekst leipäteksti volltekst fulltekst texto_completo
        texte_intégral texte_integral testo_integrale texto_íntegro pełny_tekst полный_текст содержание_статьи зміст тэкст змест
        садржај съдържание содржина sadržaj sadržina besedilo vsebina sisu teksts saturs tekstas turinys içerik haber
        haber_metni məzmun mətn мазмуну агуулга бичвэр მთავარი_ტექსტი ტექსტი տեքստ բովանդակություն محتوا محتوى المحتوى نص_المقال
        نص_الخبر نص متن_خبر טקסט גוף_הכתבה विवरण सामग्री বিস্তারিত মূল_লেখা உள்ளடக்கம் செய்தி కథనం ഉള്ളടക്കം ವಿಷಯ સામગ્રી
        kandungan habari maudhui përmbajtja teksti_i texti meginmál 記事本文 記事 正文内容 文章内容 文章正文 기사본문 기사내용
        기사_본문 szövege tekst_artykułu text_článku tekst_članka texto_da_notícia texto_de_la_noticia testo_dell'articolo
        texte_de_l'article artikeltext artikkelteksti текст_статьи текст_статті текст_новости текст_новини текст_на_статията
        мәтіні maqola_matni xəbər_mətni haber_içeriği haberin_metni metni κείμενο_άρθρου نص_المقالة متن_کامل شرح_خبر תוכן_הכתבה
        רายละเอียด รายละเอียด เนื้อข่าว รายละเอียดข่าว เนื้อความ ເນື້ອໃນ ខ្លឹមសារ সংবাদ বিস্তারিত_সংবাদ সম্পূর্ণ_খবর
        मुख्य_समाचार समाचार विस्तार செய்தி_விவரம் maelezo habari_kamili nội_dung_bài isi_artikel 完整新闻内文 完整新聞內文
        完整新聞內容 新聞內文 新聞內容 新闻内容 新闻正文 內文 內容 正文內容 記事全文 기사_전문 전문 원문""",
    OTHER: """komu кому kime címzett către 收件人 宛先 받는_사람 إلى length load-date load_date loaddate language la
        language_of_publication lg publication-type publication_type publication_info type document_type source_type wc
        word_count words wordcount wörter mots palabras parole longitud länge longueur lunghezza page pages pg seite seiten
        página página: pagina pagine стр страница 版 页 版号 版次 edition ed ausgabe édition edición issue volume vl is sp
        ep keywords kw keyword schlagwörter mots-clés palabras_clave tags subject subject_terms subjects in re ns co ipd ipc pub
        rst graphic dateline byline_title url link ur uri permalink weblink links location place people geographic country city
        region company journal-code journal_code issn sn_issn doi database db copyright_holder highlight series correction
        correction-date distribution first_page place_of_publication country_of_publication publication_year publication_subject
        business_indexing_term company_/_organization document_url document_feature document_features illustration summary slug
        priority version status client/matter search_terms narrowed_by search_type message-id from to reply-to content-type
        mime-version cc x-mailer in-reply-to content-transfer-encoding er ty ссылка язык объем количество_слов слов
        ключевые_слова теги langue sprache idioma lingua język 语言 字数 关键词 關鍵詞 字數 摘要 関連 언어 acc_no reference ref
        dist disposition record results database_name contact no number nr nummer numéro número номер № 编号 document_no item_no
        coverage media_type medientyp reichweite ave circulation auflage tirage reach 完整新闻连结 完整新聞連結 新聞連結 連結
        链接 链接地址 看板 備註 备注 發信站 sayı код_новости کد_خبر کد שפה لغة زبان valoda kalba kieli keel nyelv jazyk bahasa
        lugha ngôn_ngữ link_artikel ссылка_на_источник посилання elérhetőség σελίδα sayfa sahife صفحة صفحه strona strana sivu
        sida side oldal pgs pág págs folio lần_xem mots_clefs słowa_kluczowe klíčová_slova kulcsszavak avainsanat nøgleord
        nyckelord trefwoorden parole_chiave palavras-chave ключові_слова anahtar_kelimeler كلمات_مفتاحية کلیدواژه מילות_מפתח
        คำสำคัญ từ_khóa kata_kunci 關鍵字 キーワード 面 紙面 頁次 文字数 글자수 면수""",
}


def _read_table() -> dict[str, str]:
    labels: dict[str, str] = {}
    for slot, words in _TABLE.items():
        for word in words.split():
            labels.setdefault(word.replace("_", " ").rstrip(":").casefold(), slot)
    for word, slot in tuple(labels.items()):  # columns and keys are often written without the signs above their letters
        labels.setdefault(_spell_plainly(word), slot)
    return labels


def _spell_plainly(word: str) -> str:
    """The word as those write it who have no letters but ASCII; scripts other than Latin stay as they are."""
    plain = word.translate(_PLAIN) if any(c in word for c in "äöüß") else unicodedata.normalize("NFD", word.translate(_STROKES))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return bare if bare.isascii() else word


LABELS = _read_table()
_MOST_WORDS = max(3, *(len(label.replace("-", " ").split()) for label in LABELS))


_TELLING = {
    "date": FieldName.PUBLISHED, "datum": FieldName.PUBLISHED, "fecha": FieldName.PUBLISHED, "дата": FieldName.PUBLISHED,
    "dátum": FieldName.PUBLISHED, "dato": FieldName.PUBLISHED, "tarih": FieldName.PUBLISHED, "tarihi": FieldName.PUBLISHED,
    "tanggal": FieldName.PUBLISHED, "ngày": FieldName.PUBLISHED, "ημερομηνία": FieldName.PUBLISHED, "تاريخ": FieldName.PUBLISHED,
    "تاریخ": FieldName.PUBLISHED, "תאריך": FieldName.PUBLISHED, "दिनांक": FieldName.PUBLISHED, "তারিখ": FieldName.PUBLISHED,
    "күні": FieldName.PUBLISHED, "sana": FieldName.PUBLISHED, "titolo": FieldName.TITLE, "titre": FieldName.TITLE,
    "заголовок": FieldName.TITLE, "judul": FieldName.TITLE, "başlık": FieldName.TITLE, "عنوان": FieldName.TITLE,
    "כותרת": FieldName.TITLE, "fuente": FieldName.PUBLISHER, "источник": FieldName.PUBLISHER, "джерело": FieldName.PUBLISHER,
    "المصدر": FieldName.PUBLISHER, "منبع": FieldName.PUBLISHER,
    "headline": FieldName.TITLE, "title": FieldName.TITLE, "titel": FieldName.TITLE, "título": FieldName.TITLE,
    "newspaper": FieldName.PUBLISHER, "source": FieldName.PUBLISHER, "quelle": FieldName.PUBLISHER, "zeitung": FieldName.PUBLISHER,
}  # words that tell a slot inside a longer label (``Date of publication``)  # fmt: skip


def find_slot(key: str) -> str | None:
    """The slot that a label names: a FieldName value, ``body`` or ``other``; None where the label is unknown."""
    key = key.casefold().replace("i\u0307", "i").strip(" *_#:：.")  # of ``TARİH``, whose small i has a dot of its own
    words = key.split()
    if len(words) > _MOST_WORDS:
        return None  # a clause of a sentence
    slot = LABELS.get(key) or LABELS.get(key.replace("_", " ").replace("-", " ")) or LABELS.get(key.replace(" ", "-"))
    if slot or not 2 <= len(words) <= 3:
        return slot
    return next((_TELLING[w] for w in words if w in _TELLING), None)


_KEYS = {
    "headline": FieldName.TITLE, "name": FieldName.TITLE, "title": FieldName.TITLE, "versioncreated": FieldName.UPDATED,
    "firstcreated": FieldName.PUBLISHED,
    "byline": FieldName.AUTHOR, "copyrightholder": FieldName.NOTICE, "usageterms": FieldName.NOTICE, "provider": FieldName.PUBLISHER,
    "body_text": BODY, "bodytext": BODY, "body_xhtml": BODY, "articlebody": BODY, "datepublished": FieldName.PUBLISHED,
    "datemodified": FieldName.UPDATED,
    "pub_date": FieldName.PUBLISHED, "pubdate": FieldName.PUBLISHED, "publish_date": FieldName.PUBLISHED,
    "date_publish": FieldName.PUBLISHED,
    "publication_date": FieldName.PUBLISHED, "publishedat": FieldName.PUBLISHED, "published_at": FieldName.PUBLISHED,
    "source_domain": FieldName.PUBLISHER,
    "outlet": FieldName.PUBLISHER, "maintext": BODY, "main_text": BODY, "content": BODY, "uri": FieldName.ACCESSION,
    "guid": FieldName.ACCESSION, "webtitle": FieldName.TITLE, "webpublicationdate": FieldName.PUBLISHED,
    "publication_datetime": FieldName.PUBLISHED, "created_at": FieldName.PUBLISHED, "createdat": FieldName.PUBLISHED, "updated_at":
    FieldName.UPDATED, "modification_datetime": FieldName.UPDATED, "updatedat": FieldName.UPDATED, "article_body": BODY,
    "articletext": BODY, "story": BODY,
    "alternativeheadline": FieldName.SUBTITLE,
    "title_of_article": FieldName.TITLE,
    "newspaper_name": FieldName.PUBLISHER, "domain": FieldName.PUBLISHER, "site_name":
    FieldName.PUBLISHER, "media_name": FieldName.PUBLISHER,
    "_id": FieldName.ACCESSION, "articleid": FieldName.ACCESSION, "sectionname": FieldName.SECTION, "publishername": FieldName.PUBLISHER,
}  # fmt: skip


def slot_of_key(key: str) -> str | None:
    """The slot that a member or column name of a data export stands for, None for an unknown one."""
    return _KEYS.get(key) or find_slot(key)

"""Month names as header lines write them: one row a language, twelve slots, variants parted by ``/``.

Only full names (nominative and genitive where they differ) and abbreviations that a rule cannot derive stand here; the
reader adds the first three and four letters of every name where no other month claims them. Names of months are common
knowledge, checked against CLDR's wide and abbreviated forms from memory; a language that is missing costs a slot, no story.
"""

from __future__ import annotations

_TABLE = """
january february march/mar april may june july august september/sept october november december
januar/jänner/jän feber/februar märz/maerz/mrz april mai juni juli august september oktober november dezember/dez
janvier/janv février/fevrier/févr mars avril/avr mai juin juillet/juil août/aout septembre/sept octobre novembre décembre/decembre/déc
enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre/sept octubre noviembre diciembre/dic
janeiro fevereiro/fev março/marco abril maio/mai junho julho agosto/ago setembro/set outubro/out novembro dezembro/dez
gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto/ago settembre/set/sett ottobre/ott novembre dicembre/dic
januari februari maart/mrt april mei juni juli augustus september oktober/okt november december
januari februari mars april maj juni juli augusti september oktober/okt november december
januar februar marts/mars april maj/mai juni juli august september oktober/okt november december/desember/des
tammikuu/tammikuuta helmikuu/helmikuuta maaliskuu/maaliskuuta huhtikuu/huhtikuuta toukokuu/toukokuuta kesäkuu/kesäkuuta \
heinäkuu/heinäkuuta elokuu/elokuuta syyskuu/syyskuuta lokakuu/lokakuuta marraskuu/marraskuuta joulukuu/joulukuuta
styczeń/stycznia luty/lutego marzec/marca kwiecień/kwietnia maj/maja czerwiec/czerwca lipiec/lipca sierpień/sierpnia \
wrzesień/września październik/października listopad/listopada grudzień/grudnia
leden/ledna únor/února březen/března duben/dubna květen/května červen/června červenec/července srpen/srpna \
září říjen/října listopad/listopadu prosinec/prosince
január/januára február/februára marec/marca apríl/apríla máj/mája jún/júna júl/júla august/augusta \
september/septembra október/októbra november/novembra december/decembra
január február március április május június július augusztus szeptember/szept október november december
ianuarie/ian februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
январь/января февраль/февраля март/марта апрель/апреля май/мая июнь/июня июль/июля август/августа \
сентябрь/сентября октябрь/октября ноябрь/ноября декабрь/декабря
січень/січня лютий/лютого березень/березня квітень/квітня травень/травня червень/червня липень/липня серпень/серпня \
вересень/вересня жовтень/жовтня листопад/листопада грудень/грудня
студзень/студзеня люты/лютага сакавік/сакавіка красавік/красавіка май/мая/траўня чэрвень/чэрвеня ліпень/ліпеня \
жнівень/жніўня верасень/верасня кастрычнік/кастрычніка лістапад/лістапада снежань/снежня
януари февруари март април май юни юли август септември октомври ноември декември
јануар/januar фебруар/februar март/mart април мај јун/јуни/jun јул/јули/jul август/avgust септембар/septembar октобар/oktobar \
новембар/novembar децембар/decembar
siječanj/siječnja veljača/veljače ožujak/ožujka travanj/travnja svibanj/svibnja lipanj/lipnja srpanj/srpnja \
kolovoz/kolovoza rujan/rujna - studeni/studenoga/studenog prosinac/prosinca
ιανουάριος/ιανουαρίου φεβρουάριος/φεβρουαρίου μάρτιος/μαρτίου απρίλιος/απριλίου μάιος/μαΐου/μαϊου ιούνιος/ιουνίου \
ιούλιος/ιουλίου αύγουστος/αυγούστου σεπτέμβριος/σεπτεμβρίου οκτώβριος/οκτωβρίου νοέμβριος/νοεμβρίου δεκέμβριος/δεκεμβρίου
қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан
yanvar/yanvarya fevral mart aprel may/mayis iyun iyul avqust/avgust sentyabr oktyabr noyabr dekabr
январи феврали марти апрели маи июни июли августи сентябри октябри ноябри декабри
januari februari maret april mei juni juli agustus september oktober/okt november desember/des
januari februari mac april mei jun julai ogos september oktober november disember
janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor
gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua
jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember
janvāris/janvārī februāris/februārī marts/martā aprīlis/aprīlī maijs/maijā jūnijs/jūnijā jūlijs/jūlijā augusts/augustā \
septembris/septembrī oktobris/oktobrī novembris/novembrī decembris/decembrī
sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio
janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember
يناير/كانون فبراير/شباط مارس/آذار أبريل/ابريل/إبريل/نيسان مايو/أيار يونيو/يونيه/حزيران يوليو/يوليه/تموز أغسطس/آب سبتمبر/أيلول \
أكتوبر/تشرين نوفمبر ديسمبر
ژانویه فوریه مارس آوریل مه/می ژوئن ژوئیه/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر
جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
जनवरी फरवरी/फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर
জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்
มกราคม/ม.ค กุมภาพันธ์/ก.พ มีนาคม/มี.ค เมษายน/เม.ย พฤษภาคม/พ.ค มิถุนายน/มิ.ย กรกฎาคม/ก.ค สิงหาคม/ส.ค กันยายน/ก.ย ตุลาคม/ต.ค \
พฤศจิกายน/พ.ย ธันวาคม/ธ.ค
ינואר פברואר מרץ/מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
հունվար/հունվարի փետրվար/փետրվարի մարտ/մարտի ապրիլ/ապրիլի մայիս/մայիսի հունիս/հունիսի հուլիս/հուլիսի օգոստոս/օգոստոսի \
սեպտեմբեր/սեպտեմբերի հոկտեմբեր/հոկտեմբերի նոյեմբեր/նոյեմբերի դեկտեմբեր/դեկտեմբերի
იანვარი/იანვარს თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი
januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba
enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre
"""

_DERIVED = (3, 4)  # lengths of the abbreviations that newsrooms cut a month's name to


def _read_table() -> dict[str, int]:
    """Case-folded name or unambiguous abbreviation -> month 1 to 12."""
    names: dict[str, int] = {}
    short: dict[str, set[int]] = {}
    for row in _TABLE.strip().splitlines():
        for month, slot in enumerate(row.split(), 1):
            for name in slot.casefold().split("/"):
                if name == "-":
                    continue
                names.setdefault(name, month)
                for length in _DERIVED:
                    if len(name) > length:
                        short.setdefault(name[:length], set()).add(month)
    for name, months in short.items():
        if len(months) == 1:
            names.setdefault(name, next(iter(months)))
    return names


MONTHS = _read_table()
_JALALI_NAMES = "فروردین اردیبهشت خرداد تیر مرداد/امرداد شهریور مهر آبان آذر دی بهمن اسفند"
JALALI = {name: month for month, names in enumerate(_JALALI_NAMES.split(), 1) for name in names.split("/")}
"""Months of the solar Hijri year."""

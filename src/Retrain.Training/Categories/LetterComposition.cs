using System.Text;

namespace Retrain.Training.Categories;

/// <summary>
/// Composes letters and the accents behind them to the letters that Unicode has for both, its normal form C, so that a name is the same
/// whichever system wrote it.
/// </summary>
/// <remarks>
/// string.Normalize does nothing in a program of invariant globalisation, which runs without ICU. Also compiled into Retrain.MSBuild, so it
/// uses no more than .NET Standard 2.0. Ideographs of Unicode's compatibility blocks stay as they are.
/// </remarks>
internal static class LetterComposition
{
    private const char FirstSyllable = '\uAC00', FirstLead = '\u1100', FirstVowel = '\u1161', BeforeTails = '\u11A7';
    private const int Leads = 19, Vowels = 21, Tails = 28;

    // Letters with two code points, and the one that is normal.
    private const string Doubles =
        "\u0374\u1F71\u1F73\u1F75\u1F77\u1F79\u1F7B\u1F7D\u1FBB\u1FBE\u1FC9\u1FCB\u1FD3\u1FDB\u1FE3\u1FEB\u1FF9\u1FFB\u2126\u212A"
        + "\u212B";
    private const string Normal =
        "ʹάέήίόύώΆιΈΉΐΊΰΎΌΏΩKÅ";

    // A mark, its combining class in Unicode, the letters that it can stand behind, and what they become.
    private static readonly (char Mark, int Class, string Letters, string Composed)[] Marks =
    [
        ('\u09BE', 0, "\u09C7", "\u09CB"),
        ('\u09D7', 0, "\u09C7", "\u09CC"),
        ('\u0B3E', 0, "\u0B47", "\u0B4B"),
        ('\u0B56', 0, "\u0B47", "\u0B48"),
        ('\u0B57', 0, "\u0B47", "\u0B4C"),
        ('\u0BBE', 0, "\u0BC6\u0BC7", "\u0BCA\u0BCB"),
        ('\u0BD7', 0, "ஒ\u0BC6", "ஔ\u0BCC"),
        ('\u0CC2', 0, "\u0CC6", "\u0CCA"),
        ('\u0CD5', 0, "\u0CBF\u0CC6\u0CCA", "\u0CC0\u0CC7\u0CCB"),
        ('\u0CD6', 0, "\u0CC6", "\u0CC8"),
        ('\u0D3E', 0, "\u0D46\u0D47", "\u0D4A\u0D4B"),
        ('\u0D57', 0, "\u0D46", "\u0D4C"),
        ('\u0DCF', 0, "\u0DD9", "\u0DDC"),
        ('\u0DDF', 0, "\u0DD9", "\u0DDE"),
        ('\u102E', 0, "ဥ", "ဦ"),
        ('\u1B35', 0, "ᬅᬇᬉᬋᬍᬑ\u1B3A\u1B3C\u1B3E\u1B3F\u1B42", "ᬆᬈᬊᬌᬎᬒ\u1B3B\u1B3D\u1B40\u1B41\u1B43"),
        ('\u093C', 7, "नरळ", "ऩऱऴ"),
        ('\u3099', 8, "\u304B\u304D\u304F\u3051\u3053\u3055\u3057\u3059\u305B", "\u304C\u304E\u3050\u3052\u3054\u3056\u3058\u305A\u305C"),
        ('\u3099', 8, "\u305D\u305F\u3061\u3064\u3066\u3068\u306F\u3072\u3075", "\u305E\u3060\u3062\u3065\u3067\u3069\u3070\u3073\u3076"),
        ('\u3099', 8, "\u3078\u307B\u3046\u309D\u30AB\u30AD\u30AF\u30B1\u30B3", "\u3079\u307C\u3094\u309E\u30AC\u30AE\u30B0\u30B2\u30B4"),
        ('\u3099', 8, "\u30B5\u30B7\u30B9\u30BB\u30BD\u30BF\u30C1\u30C4\u30C6", "\u30B6\u30B8\u30BA\u30BC\u30BE\u30C0\u30C2\u30C5\u30C7"),
        ('\u3099', 8, "\u30C8\u30CF\u30D2\u30D5\u30D8\u30DB\u30A6\u30EF\u30F0", "\u30C9\u30D0\u30D3\u30D6\u30D9\u30DC\u30F4\u30F7\u30F8"),
        ('\u3099', 8, "\u30F1\u30F2\u30FD", "\u30F9\u30FA\u30FE"),
        ('\u309A', 8, "\u306F\u3072\u3075\u3078\u307B\u30CF\u30D2\u30D5\u30D8", "\u3071\u3074\u3077\u307A\u307D\u30D1\u30D4\u30D7\u30DA"),
        ('\u309A', 8, "\u30DB", "\u30DD"),
        ('\u0DCA', 9, "\u0DD9\u0DDC", "\u0DDA\u0DDD"),
        ('\u0C56', 91, "\u0C46", "\u0C48"),
        ('\u0327', 202, "CcGgKkLlNnRrSsTtEeDdHh", "ÇçĢģĶķĻļŅņŖŗŞşŢţȨȩḐḑḨḩ"),
        ('\u0328', 202, "AaEeIiUuOo", "ĄąĘęĮįŲųǪǫ"),
        ('\u031B', 216, "OoUu", "ƠơƯư"),
        ('\u0323', 220, "BbDdHhKkLlMmNnRrSsTtVvWwZzAaEeIiOoƠơUuƯưYy", "ḄḅḌḍḤḥḲḳḶḷṂṃṆṇṚṛṢṣṬṭṾṿẈẉẒẓẠạẸẹỊịỌọỢợỤụỰựỴỵ"),
        ('\u0324', 220, "Uu", "Ṳṳ"),
        ('\u0325', 220, "Aa", "Ḁḁ"),
        ('\u0326', 220, "SsTt", "ȘșȚț"),
        ('\u032D', 220, "DdEeLlNnTtUu", "ḒḓḘḙḼḽṊṋṰṱṶṷ"),
        ('\u032E', 220, "Hh", "Ḫḫ"),
        ('\u0330', 220, "EeIiUu", "ḚḛḬḭṴṵ"),
        ('\u0331', 220, "BbDdKkLlNnRrTtZzh", "ḆḇḎḏḴḵḺḻṈṉṞṟṮṯẔẕẖ"),
        ('\u0655', 220, "ا", "إ"),
        ('\u0300', 230, "AEIOUaeiouÜüNnЕИеиĒēŌōWwÂâĂăÊêÔôƠơƯưYyἀἁἈἉἐἑἘἙἠἡἨἩἰἱἸ", "ÀÈÌÒÙàèìòùǛǜǸǹЀЍѐѝḔḕṐṑẀẁẦầẰằỀềỒồỜờỪừỲỳἂἃἊἋἒἓἚἛἢἣἪἫἲἳἺ"),
        ('\u0300', 230, "ἹὀὁὈὉὐὑὙὠὡὨὩαεηιουωΑΕΗϊΙϋΥΟΩ", "ἻὂὃὊὋὒὓὛὢὣὪὫὰὲὴὶὸὺὼᾺῈῊῒῚῢῪῸῺ"),
        ('\u0301', 230, "AEIOUYaeiouyCcLlNnRrSsZzÜüGgÅåÆæØøΑΕΗΙΟΥΩϊαεηιϋουωϒГК", "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹźǗǘǴǵǺǻǼǽǾǿΆΈΉΊΌΎΏΐάέήίΰόύώϓЃЌ"),
        ('\u0301', 230, "гкÇçĒēÏïKkMmÕõŌōPpŨũWwÂâĂăÊêÔôƠơƯưἀἁἈἉἐἑἘἙἠἡἨἩἰἱἸἹὀὁὈ", "ѓќḈḉḖḗḮḯḰḱḾḿṌṍṒṓṔṕṸṹẂẃẤấẮắẾếỐốỚớỨứἄἅἌἍἔἕἜἝἤἥἬἭἴἵἼἽὄὅὌ"),
        ('\u0301', 230, "ὉὐὑὙὠὡὨὩ", "ὍὔὕὝὤὥὬὭ"),
        ('\u0302', 230, "AEIOUaeiouCcGgHhJjSsWwYyZzẠạẸẹỌọ", "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷẐẑẬậỆệỘộ"),
        ('\u0303', 230, "ANOanoIiUuVvÂâĂăEeÊêÔôƠơƯưYy", "ÃÑÕãñõĨĩŨũṼṽẪẫẴẵẼẽỄễỖỗỠỡỮữỸỹ"),
        ('\u0304', 230, "AaEeIiOoUuÜüÄäȦȧÆæǪǫÖöÕõȮȯYyИиУуGgḶḷṚṛαΑιΙυΥ", "ĀāĒēĪīŌōŪūǕǖǞǟǠǡǢǣǬǭȪȫȬȭȰȱȲȳӢӣӮӯḠḡḸḹṜṝᾱᾹῑῙῡῩ"),
        ('\u0306', 230, "AaEeGgIiOoUuУИиуЖжАаЕеȨȩẠạαΑιΙυΥ", "ĂăĔĕĞğĬĭŎŏŬŭЎЙйўӁӂӐӑӖӗḜḝẶặᾰᾸῐῘῠῨ"),
        ('\u0307', 230, "CcEeGgIZzAaOoBbDdFfHhMmNnPpRrSsŚśŠšṢṣTtWwXxYyſ", "ĊċĖėĠġİŻżȦȧȮȯḂḃḊḋḞḟḢḣṀṁṄṅṖṗṘṙṠṡṤṥṦṧṨṩṪṫẆẇẊẋẎẏẛ"),
        ('\u0308', 230, "AEIOUaeiouyYΙΥιυϒЕІеіАаӘәЖжЗзИиОоӨөЭэУуЧчЫыHhÕõŪūWwXx", "ÄËÏÖÜäëïöüÿŸΪΫϊϋϔЁЇёїӒӓӚӛӜӝӞӟӤӥӦӧӪӫӬӭӰӱӴӵӸӹḦḧṎṏṺṻẄẅẌẍ"),
        ('\u0308', 230, "t", "ẗ"),
        ('\u0309', 230, "AaÂâĂăEeÊêIiOoÔôƠơUuƯưYy", "ẢảẨẩẲẳẺẻỂểỈỉỎỏỔổỞởỦủỬửỶỷ"),
        ('\u030A', 230, "AaUuwy", "ÅåŮůẘẙ"),
        ('\u030B', 230, "OoUuУу", "ŐőŰűӲӳ"),
        ('\u030C', 230, "CcDdEeLlNnRrSsTtZzAaIiOoUuÜüGgKkƷʒjHh", "ČčĎďĚěĽľŇňŘřŠšŤťŽžǍǎǏǐǑǒǓǔǙǚǦǧǨǩǮǯǰȞȟ"),
        ('\u030F', 230, "AaEeIiOoRrUuѴѵ", "ȀȁȄȅȈȉȌȍȐȑȔȕѶѷ"),
        ('\u0311', 230, "AaEeIiOoRrUu", "ȂȃȆȇȊȋȎȏȒȓȖȗ"),
        ('\u0313', 230, "αΑεΕηΗιΙοΟυωΩρ", "ἀἈἐἘἠἨἰἸὀὈὐὠὨῤ"),
        ('\u0314', 230, "αΑεΕηΗιΙοΟυΥωΩρΡ", "ἁἉἑἙἡἩἱἹὁὉὑὙὡὩῥῬ"),
        ('\u0342', 230, "ἀἁἈἉἠἡἨἩἰἱἸἹὐὑὙὠὡὨὩαηιϊυϋω", "ἆἇἎἏἦἧἮἯἶἷἾἿὖὗὟὦὧὮὯᾶῆῖῗῦῧῶ"),
        ('\u0653', 230, "ا", "آ"),
        ('\u0654', 230, "اويەہے", "أؤئۀۂۓ"),
        ('\u0345', 240, "ἀἁἂἃἄἅἆἇἈἉἊἋἌἍἎἏἠἡἢἣἤἥἦἧἨἩἪἫἬἭἮἯὠὡὢὣὤὥὦὧὨὩὪὫὬὭὮὯὰαάᾶΑ", "ᾀᾁᾂᾃᾄᾅᾆᾇᾈᾉᾊᾋᾌᾍᾎᾏᾐᾑᾒᾓᾔᾕᾖᾗᾘᾙᾚᾛᾜᾝᾞᾟᾠᾡᾢᾣᾤᾥᾦᾧᾨᾩᾪᾫᾬᾭᾮᾯᾲᾳᾴᾷᾼ"),
        ('\u0345', 240, "ὴηήῆΗὼωώῶΩ", "ῂῃῄῇῌῲῳῴῷῼ"),
    ];

    private static readonly Dictionary<char, int> Classes = Marks
        .GroupBy(row => row.Mark).ToDictionary(row => row.Key, row => row.First().Class);

    private static readonly Dictionary<(char Letter, char Mark), char> Compositions = Marks
        .SelectMany(row => row.Letters.Select((letter, i) => (Pair: (letter, row.Mark), Composed: row.Composed[i])))
        .ToDictionary(entry => entry.Pair, entry => entry.Composed);

    private static readonly Dictionary<char, (char Letter, char Mark)> Parts =
        Compositions.ToDictionary(entry => entry.Value, entry => entry.Key);

    /// <summary>Takes the accents off a letter.</summary>
    public static char BaseOf(char letter) => Parts.TryGetValue(letter, out (char Letter, char Mark) parts) ? BaseOf(parts.Letter) : letter;

    public static string Compose(string text)
    {
        List<char> parts = [.. text.SelectMany(PartsOf)];
        StringBuilder composed = new(text.Length);
        int letter = -1; // where the last letter is
        int lastClass = 0;
        foreach (char part in InOrder(parts))
        {
            int partClass = ClassOf(part);
            bool isNext = letter == composed.Length - 1;
            if (letter >= 0 && (isNext || lastClass < partClass) && Pair(composed[letter], part) is char pair)
            {
                composed[letter] = pair;
                continue;
            }

            letter = partClass == 0 ? composed.Length : letter;
            lastClass = partClass;
            composed.Append(part);
        }

        return composed.ToString();
    }

    private static IEnumerable<char> PartsOf(char character)
    {
        int twin = Doubles.IndexOf(character);
        char normal = twin < 0 ? character : Normal[twin];
        return Parts.TryGetValue(normal, out (char Letter, char Mark) parts) ? [.. PartsOf(parts.Letter), parts.Mark] : [normal];
    }

    // Marks of different classes stand at different places of a letter, so that their order means nothing.
    private static IEnumerable<char> InOrder(List<char> parts)
    {
        for (int start = 0; start < parts.Count;)
        {
            int end = start + 1;
            while (end < parts.Count && ClassOf(parts[end]) > 0)
            {
                end++;
            }

            int first = ClassOf(parts[start]) > 0 ? start : start + 1;
            foreach (char part in parts.Skip(start).Take(first - start).Concat(parts.Skip(first).Take(end - first).OrderBy(ClassOf)))
            {
                yield return part;
            }

            start = end;
        }
    }

    private static int ClassOf(char character) => Classes.TryGetValue(character, out int found) ? found : 0;

    private static char? Pair(char letter, char part)
    {
        (int lead, int vowel, int syllable, int tail) = (letter - FirstLead, part - FirstVowel, letter - FirstSyllable, part - BeforeTails);
        return Compositions.TryGetValue((letter, part), out char composed) ? composed
            : lead is >= 0 and < Leads && vowel is >= 0 and < Vowels ? (char)(FirstSyllable + (((lead * Vowels) + vowel) * Tails))
            : syllable is >= 0 and < Leads * Vowels * Tails && syllable % Tails == 0 && tail is > 0 and < Tails ? (char)(letter + tail)
            : null;
    }
}

namespace Retrain.Training.Reports;

/// <summary>Writes the window in which the script shows a photo enlarged.</summary>
internal static class EnlargedPhoto
{
    public static void Write(HtmlWriter html)
    {
        html.WriteLine($"""<dialog id="enlarged" aria-labelledby="enlarged-name"><div class="bar-of-dialog">""");
        html.Write($"""<h2 id="enlarged-name" dir="auto"></h2><div class="mark-of-photo"></div>""");
        html.Write($"""<button type="button" class="close" aria-label="Close">""");
        html.WriteLine($"""<span aria-hidden="true">✕</span></button></div><div class="enlarged-parts">""");
        html.Write($"""<figure class="stage"><svg class="stage-photo" role="img"></svg><figcaption class="heat-use" hidden>""");
        html.Write($"""<button type="button" class="heat-switch" aria-pressed="true">What the prediction rests on</button>""");
        html.WriteLine($"""<p class="heat-text"></p></figcaption></figure><div class="facts-of-photo" aria-live="polite">""");
        html.Write($"""<p class="enlarged-verdict"></p><table class="top"><caption>Highest probabilities</caption>""");
        html.Write($"""<thead class="unseen"><tr><th scope="col">Label</th><th scope="col">Probability</th></tr></thead>""");
        html.Write($"<tbody></tbody></table>");
        html.WriteLine($"""<p class="quiet untested">The model was not tested with this photo.</p></div></div>""");
        html.Write($"""<div class="walk"><button type="button" class="previous">‹ Previous</button><span class="place"></span>""");
        html.WriteLine($"""<button type="button" class="next">Next ›</button></div></dialog>""");
    }
}

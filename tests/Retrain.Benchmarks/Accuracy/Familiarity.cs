using System.Numerics.Tensors;
using Retrain.Benchmarks.Photos;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Options;
using Retrain.Training.Sampling;

namespace Retrain.Benchmarks.Accuracy;

internal static class Familiarity
{
    sealed record Set(LabeledBottlenecks B, RetrainOptions O, float[][] Unit);
    static float[] Norm(ReadOnlySpan<float> r) { float[] x = r.ToArray(); float n = TensorPrimitives.Norm<float>(x); TensorPrimitives.Divide(x, n, x); return x; }

    public static void Explore(CancellationToken ct)
    {
        using TemporaryFolder temporary = new();
        List<Set> sets = [];
        List<BottleneckSource> keep = [];
        foreach (string name in new[] { "flower_photos", "sign_digits" })
        {
            PhotoSet photos = new(Repository.PathOf($"../shared/datasets/{name}"));
            RetrainOptions options = photos.OptionsIn(temporary);
            options = options with { Head = options.Head with { EvalStepInterval = options.Head.HowManyTrainingSteps } , Bottlenecks = new() { BottleneckDir = "/tmp/nov/cache" } };
            BottleneckSource source = new(EfficientNetLite.Load(), options.Bottlenecks, _ => { });
            keep.Add(source);
            LabeledBottlenecks b = source.Load(new ImageSet(photos.Folder, IsStrict: false, photos.Categories), options.Split, options.Distortions, options.Seed, ct);
            sets.Add(new(b, options, [.. b.Images.Select(i => Norm(b.Matrix.PaddedRow(i.Row)))]));
        }
        foreach ((int s, Set set) in sets.Index())
        {
            Set other = sets[1 - s];
            for (int draw = 0; draw < 3; draw++)
            {
                Run($"{s} strangers", set, draw, -1, other, ct);
                for (int c = 0; c < set.B.Labels.Count; c++)
                {
                    Run($"{s} left", set, draw, c, null, ct);
                }
            }
        }
        foreach (var g in Results.GroupBy(r => r.Key[..^0]).OrderBy(g => g.Key))
        {
            Console.WriteLine($"{g.Key,-40} {g.SelectMany(x => x.Value).Average():F4}");
        }
    }

    static readonly Dictionary<string, List<double>> Results = [];

    static void Run(string task, Set set, int draw, int leftOut, Set? other, CancellationToken ct)
    {
        SeededRandom random = new((ulong)draw + 77);
        var b = set.B;
        foreach (LabeledImage i in b.Images) i.Split = Training.Images.Split.Testing;
        List<int> train = [], test = [], strange = [];
        foreach (var g in b.Images.Index().GroupBy(i => i.Item.LabelIndex))
        {
            int[] all = [.. g.Select(i => i.Index)];
            if (g.Key == leftOut) { strange.AddRange(all); continue; }
            HashSet<int> tr = [.. SelectionSampling.Draw(all, all.Length * 8 / 10, random)];
            train.AddRange(all.Where(tr.Contains)); test.AddRange(all.Where(i => !tr.Contains(i)));
        }
        foreach (int t in train) b.Images[t].Split = Training.Images.Split.Training;
        SoftmaxHead head = new HeadTraining(set.O.Head, draw, b).Run(_ => { }, ct);
        var probes = test.Select(i => (set, i, false)).Concat(other is null ? strange.Select(i => (set, i, true)) : other.B.Images.Select((_, i) => (other, i, true))).ToArray();
        float[] unused = [];
        float[][] probs = [.. probes.Select(p => { float[] l = new float[head.LabelCount]; head.Logits(p.Item1.B.Matrix.PaddedRow(p.Item1.B.Images[p.i].Row), l);
            if (leftOut >= 0) l[leftOut] = -1e9f; CrossEntropy.SoftmaxInPlace(l, 0); return l; })];
        float[][] x = [.. probes.Select(p => p.Item1.Unit[p.i])];
        int[] labelOf = [.. train.Select(t => b.Images[t].LabelIndex)];
        void Report(string name, Func<int, double> novelty)
        {
            double[] known = [.. probes.Index().Where(p => !p.Item.Item3).Select(p => novelty(p.Index))];
            double[] strangers = [.. probes.Index().Where(p => p.Item.Item3).Select(p => novelty(p.Index))];
            double auc = known.Sum(k => strangers.Sum(q => q > k ? 1.0 : q == k ? 0.5 : 0)) / known.Length / strangers.Length;
            string key = $"{task} {name}";
            if (!Results.TryGetValue(key, out var list)) Results[key] = list = [];
            list.Add(auc);
        }
        double[] max = [.. probs.Select(p => (double)p.Max())];
        double[] coll = [.. probs.Select(p => p.Sum(v => (double)v * v))];
        Report("softmax", i => -max[i]);
        void Bank(string bank, float[][] centers, double[]? weights = null)
        {
            float[][] cos = [.. x.Select(v => centers.Select(c => TensorPrimitives.Dot<float>(v, c)).ToArray())];
            foreach (int k in new[] { 1, 3, 5, 10 })
            {
                double[] top = [.. cos.Select(c => c.OrderDescending().Take(k).Average())];
                Report($"{bank} top{k}", i => -top[i]);
                if (k == 5) foreach (double w in new[] { 0.05, 0.1, 0.2 }) Report($"{bank} top{k} + {w} max", i => -top[i] - w * max[i]);
                if (k == 5) Report($"{bank} top{k} + 0.1 coll", i => -top[i] - 0.1 * coll[i]);
            }
            foreach (int beta in new[] { 10, 20, 30, 40, 60 })
            {
                double[] lse = [.. cos.Select(c => Math.Log(c.Select((v, j) => (weights?[j] ?? 1) * Math.Exp(beta * (v - 1))).Sum() / (weights?.Sum() ?? c.Length)) / beta)];
                Report($"{bank} kde{beta}", i => -lse[i]);
                foreach (double w in new[] { 0.05, 0.1, 0.15 }) Report($"{bank} kde{beta} + {w} max", i => -lse[i] - w * max[i]);
                Report($"{bank} kde{beta} + 0.1 coll", i => -lse[i] - 0.1 * coll[i]);
            }
        }
        float[][] full = [.. train.Select(t => set.Unit[t])];
        Bank("full", full);
        Bank("full8", [.. full.Select(Quantize)]);
        foreach (int n in new[] { 100, 200, 400 })
        {
            if (n >= full.Length) continue;
            int per = n / labelOf.Distinct().Count();
            Bank($"uniform{n}", [.. labelOf.Index().GroupBy(l => l.Item).SelectMany(g => SelectionSampling.Draw([.. g.Select(q => q.Index)], per, random)).Select(q => full[q])]);
            var (c, w) = KMeans(full, n, random, 5);
            Bank($"kmeans{n}", c); 
            Bank($"kmeansW{n}", c, w);
        }
    }
    static float[] Quantize(float[] r) { float m = r.Max(Math.Abs); return [.. r.Select(v => MathF.Round(v / m * 127) * m / 127)]; }
    static (float[][], double[]) KMeans(float[][] x, int n, SeededRandom random, int rounds)
    {
        float[][] c = [.. SelectionSampling.Draw(x, n, random).Select(q => (float[])q.Clone())];
        double[] w = new double[n];
        for (int r = 0; r < rounds; r++)
        {
            float[][] sum = [.. c.Select(q => new float[q.Length])];
            Array.Clear(w);
            foreach (var v in x) { int best = 0; float bd = -9; for (int j = 0; j < n; j++) { float d = TensorPrimitives.Dot<float>(v, c[j]); if (d > bd) { bd = d; best = j; } } w[best]++; TensorPrimitives.Add(sum[best], v, sum[best]); }
            for (int j = 0; j < n; j++) if (w[j] > 0) c[j] = Norm(sum[j]);
        }
        return (c, w);
    }
}
